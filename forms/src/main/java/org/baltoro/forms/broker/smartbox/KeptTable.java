package org.baltoro.forms.broker.smartbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.baltoro.forms.broker.sql.SqlDialect;
import org.baltoro.forms.broker.sql.SqlTable;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/** A SmartObject's table. */
record KeptTable(String object, String table, List<KeptColumn> columns) {
  KeptTable {
    columns = List.copyOf(columns);
  }

  /**
   * The table of a definition, were it made anew and alone.
   *
   * @throws SmartObjectException if a SmartBox can't keep it
   */
  static KeptTable planned(SmartObjectDefinition definition) {
    var table = PlainNames.table(definition.name());
    var columns = new ArrayList<KeptColumn>();
    var taken = new HashSet<String>();
    for (var property : definition.properties()) {
      if (property.inSmartBox()) {
        var column = PlainNames.free(PlainNames.column(property.name()), taken);
        taken.add(column);
        boolean indexed = property.unique() && !isOnlyKey(definition, property.name());
        columns.add(
            KeptColumn.of(property, column, indexed ? PlainNames.index(table, column) : null));
      }
    }
    var planned = new KeptTable(definition.name(), table, columns);
    planned.check();
    return planned;
  }

  private static boolean isOnlyKey(SmartObjectDefinition definition, String property) {
    return definition.keys().size() == 1 && definition.keys().getFirst().name().equals(property);
  }

  private void check() {
    if (keys().isEmpty()) {
      throw refused("it has no key in the SmartBox; make one property a key");
    }
    for (var column : columns) {
      boolean alone = column.key() && keys().size() == 1;
      if (column.type() == PropertyType.AUTONUMBER && !alone) {
        throw refused(
            "'%s' is an Autonumber and not the only key; use an AutoGUID"
                .formatted(column.property()));
      }
    }
  }

  private SmartObjectException refused(String why) {
    return new SmartObjectException(
        SmartObjectProblem.INVALID_DEFINITION,
        "The SmartBox can't keep '%s': %s.".formatted(object, why));
  }

  List<KeptColumn> keys() {
    return living().stream().filter(KeptColumn::key).toList();
  }

  List<KeptColumn> living() {
    return columns.stream().filter(column -> !column.retired()).toList();
  }

  /** The column of a property that there is. */
  @Nullable KeptColumn living(String property) {
    for (var column : living()) {
      if (column.property().equals(property)) {
        return column;
      }
    }
    return null;
  }

  /** The column that a property left which is no more: the one that it left last. */
  @Nullable KeptColumn retired(String property) {
    KeptColumn last = null;
    for (var column : columns) {
      if (column.retired() && column.property().equals(property)) {
        last = column;
      }
    }
    return last;
  }

  /** This table by another name, with the names of its indexes. */
  KeptTable as(String name) {
    var renamed =
        columns.stream()
            .map(column ->
                column.withIndex(
                    column.index() == null ? null : PlainNames.index(name, column.column())))
            .toList();
    return new KeptTable(object, name, renamed);
  }

  SqlTable described(SqlDialect dialect) {
    return new SqlTable(
        object,
        null,
        table,
        "",
        living().stream().map(column -> column.described(dialect)).toList(),
        true);
  }
}
