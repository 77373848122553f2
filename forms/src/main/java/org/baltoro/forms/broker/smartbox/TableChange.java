package org.baltoro.forms.broker.smartbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.baltoro.forms.broker.sql.SqlDialect;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/**
 * Brings a SmartObject's table to what its new version wants, or refuses with the reason. Nothing
 * is lost: a property that is no more keeps its column, and is found there if it comes back. A
 * table without rows has nothing to lose and is made anew where it can't be changed.
 */
final class TableChange {
  private final Ddl ddl;
  private final SmartObjectDefinition definition;
  private final Connection connection;
  private final DefaultFill defaults;
  private final List<FieldError> refusals = new ArrayList<>();

  TableChange(
      Connection connection, SqlDialect dialect, SmartObjectDefinition definition, Instant now) {
    this.connection = connection;
    this.definition = definition;
    this.ddl = new Ddl(connection, dialect);
    this.defaults = new DefaultFill(connection, dialect, now);
  }

  /**
   * Carries it out in the connection's transaction.
   *
   * @param tables all that there are
   * @param before the SmartObject's table; null: it has none
   */
  void carryOut(Map<String, KeptTable> tables, @Nullable KeptTable before, KeptTable wanted)
      throws SQLException {
    if (before == null) {
      create(wanted.as(free(wanted.table(), tables)));
      return;
    }
    boolean empty = !ddl.hasRows(before.table());
    if (empty && !canBecome(before, wanted)) {
      ddl.drop(before.table());
      create(wanted.as(before.table()));
      return;
    }
    checkKeys(before, wanted);
    refuseIfNeeded();
    var after = changed(before, wanted, empty);
    refuseIfNeeded();
    Catalogue.write(connection, after);
  }

  private void create(KeptTable table) throws SQLException {
    ddl.create(table);
    Catalogue.write(connection, table);
  }

  private static String free(String name, Map<String, KeptTable> tables) {
    var taken = tables.values().stream().map(KeptTable::table).collect(Collectors.toSet());
    taken.addAll(List.of("smartbox_object", "smartbox_property"));
    return PlainNames.free(name, taken);
  }

  // ---- what is where

  /** Whether keys and types need no new table. */
  private boolean canBecome(KeptTable before, KeptTable wanted) {
    return keyColumns(before, wanted).equals(keyColumns(before))
        && wanted.columns().stream().allMatch(target -> canBecome(before, target));
  }

  private boolean canBecome(KeptTable before, KeptColumn target) {
    var source = source(before, target);
    return source == null
        || source.type() == target.type()
        || (!target.key() && Widening.allows(source.type(), target.type()));
  }

  /**
   * The column that a property has already: by its name, by the name that it had, or from when
   * there was a property of that name and of a type that suits.
   */
  private @Nullable KeptColumn source(KeptTable before, KeptColumn target) {
    var same = before.living(target.property());
    var was = property(target).was();
    if (same == null && was != null) {
      same = before.living(was);
    }
    if (same != null) {
      return same;
    }
    var retired = before.retired(target.property());
    return retired != null && Widening.allows(retired.type(), target.type()) ? retired : null;
  }

  private Property property(KeptColumn column) {
    return definition.property(column.property()).orElseThrow();
  }

  private static Set<String> keyColumns(KeptTable table) {
    return table.keys().stream().map(KeptColumn::column).collect(Collectors.toSet());
  }

  private Set<String> keyColumns(KeptTable before, KeptTable wanted) {
    return wanted.keys().stream()
        .map(key -> source(before, key))
        .map(source -> source == null ? "" : source.column())
        .collect(Collectors.toSet());
  }

  private void checkKeys(KeptTable before, KeptTable wanted) {
    if (!keyColumns(before, wanted).equals(keyColumns(before))) {
      var names = before.keys().stream().map(KeptColumn::property).toList();
      refuse(
          wanted.keys().getFirst().property(),
          "the table has rows, whose key is %s; keep the key.".formatted(String.join(", ", names)));
    }
  }

  // ---- column by column

  private KeptTable changed(KeptTable before, KeptTable wanted, boolean empty) throws SQLException {
    var after = new ArrayList<KeptColumn>();
    var used = new HashSet<String>();
    var taken = before.columns().stream().map(KeptColumn::column).collect(Collectors.toSet());
    for (var target : wanted.columns()) {
      var source = source(before, target);
      if (source == null) {
        var name = PlainNames.free(target.column(), taken);
        taken.add(name);
        after.add(added(before.table(), target.named(name), empty));
      } else {
        used.add(source.column());
        after.add(kept(before.table(), source, target, taken));
      }
    }
    for (var left : before.columns()) {
      if (!used.contains(left.column())) {
        after.add(retired(left));
      }
    }
    return new KeptTable(before.object(), before.table(), after);
  }

  private KeptColumn added(String table, KeptColumn target, boolean empty) throws SQLException {
    var property = property(target);
    if (property.required() && property.defaultValue() == null && !empty) {
      refuse(
          property.name(),
          "it is required, and the rows that there are would have none; give it a default.");
      return target;
    }
    ddl.add(table, target);
    if (property.required() && property.defaultValue() != null) {
      defaults.fill(table, target, property);
    }
    return indexed(table, target);
  }

  private KeptColumn kept(String table, KeptColumn source, KeptColumn target, Set<String> taken)
      throws SQLException {
    var name = name(source, target, taken);
    if (!source.column().equals(name)) {
      ddl.rename(table, source.column(), name);
    }
    boolean retypes = retypes(table, source, target, name);
    boolean sameIndex = target.index() != null && !retypes && name.equals(source.column());
    if (source.index() != null && !sameIndex) {
      ddl.dropIndex(source.index());
    }
    if (retypes) {
      ddl.retype(table, name, target.type());
    }
    require(table, target.named(name));
    return source.index() != null && sameIndex
        ? target.named(name).withIndex(source.index())
        : indexed(table, target.named(name));
  }

  /** The column keeps its name until the property gets another. */
  private static String name(KeptColumn source, KeptColumn target, Set<String> taken) {
    if (source.property().equals(target.property())) {
      return source.column();
    }
    taken.remove(source.column());
    var name = PlainNames.free(target.column(), taken);
    taken.add(name);
    return name;
  }

  /** Whether the column needs another type; refuses what would not fit. */
  private boolean retypes(String table, KeptColumn source, KeptColumn target, String name)
      throws SQLException {
    if (!Widening.allows(source.type(), target.type())) {
      refuse(
          target.property(),
          "a %s does not become a %s without loss; make a new property and copy the values."
              .formatted(source.type().label(), target.type().label()));
      return false;
    }
    if (source.type().isText() && target.length() < source.length()) {
      long longer = ddl.longerThan(table, name, target.length());
      if (longer > 0) {
        refuse(
            target.property(),
            "%,d rows have more than %,d characters; shorten them first."
                .formatted(longer, target.length()));
      }
    }
    boolean retypes = Widening.changesColumn(source.type(), target.type());
    if (retypes && target.key()) {
      refuse(target.property(), "it is a key, whose type stays as it is.");
      return false;
    }
    return retypes;
  }

  private void require(String table, KeptColumn column) throws SQLException {
    if (!column.required() || column.key()) {
      return;
    }
    var property = property(column);
    if (property.defaultValue() != null) {
      defaults.fill(table, column, property);
    }
    long empty = ddl.empty(table, column.column());
    if (empty > 0) {
      refuse(
          column.property(),
          "it is required, and %,d rows have none; fill them first, or give it a default."
              .formatted(empty));
    }
  }

  private KeptColumn indexed(String table, KeptColumn column) throws SQLException {
    if (column.index() == null) {
      return column;
    }
    long repeated = ddl.repeated(table, column.column());
    if (repeated > 0) {
      refuse(
          column.property(),
          "it is unique, and %,d of its values are in more than one row; change them first."
              .formatted(repeated));
      return column;
    }
    var index = PlainNames.index(table, column.column());
    ddl.index(table, column.column(), index);
    return column.withIndex(index);
  }

  private KeptColumn retired(KeptColumn column) throws SQLException {
    if (column.index() != null) {
      ddl.dropIndex(column.index());
    }
    return column.asRetired();
  }

  private void refuse(String property, String why) {
    refusals.add(new FieldError(property, FieldError.Code.REFUSED, why));
  }

  private void refuseIfNeeded() {
    if (!refusals.isEmpty()) {
      throw SmartObjectException.ofFields(
          SmartObjectProblem.WOULD_LOSE_DATA,
          "The table of '%s' was not changed".formatted(definition.name()),
          refusals,
          null);
    }
  }
}
