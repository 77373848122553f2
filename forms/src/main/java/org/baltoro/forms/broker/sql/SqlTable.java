package org.baltoro.forms.broker.sql;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.broker.PushDown;
import org.baltoro.forms.broker.ServiceMethod;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.smartobject.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * A table or a view.
 *
 * @param object the service object's name
 * @param schema null: the database has none
 * @param writable false for a view
 */
public record SqlTable(
    String object,
    @Nullable String schema,
    String name,
    String description,
    List<SqlColumn> columns,
    boolean writable) {
  public static final String CREATE = "Create";
  public static final String READ = "Read";
  public static final String UPDATE = "Update";
  public static final String DELETE = "Delete";
  public static final String LIST = "List";

  public SqlTable {
    columns = List.copyOf(columns);
  }

  List<SqlColumn> keys() {
    return columns.stream().filter(SqlColumn::key).toList();
  }

  @Nullable SqlColumn column(String property) {
    for (var column : columns) {
      if (column.property().equals(property)) {
        return column;
      }
    }
    return null;
  }

  /**
   * As a service object: a table with a key has all five methods, a view is listed only; what is
   * read only is read.
   */
  public ServiceObject described() {
    var methods = new ArrayList<ServiceMethod>();
    var keys = names(keys());
    var all = names(columns);
    if (writable) {
      methods.add(create(all));
    }
    if (!keys.isEmpty()) {
      methods.add(method(READ, MethodKind.READ, keys, keys, all, PushDown.NONE));
    }
    if (writable && !keys.isEmpty()) {
      methods.add(method(UPDATE, MethodKind.UPDATE, updated(), keys, all, PushDown.NONE));
      methods.add(method(DELETE, MethodKind.DELETE, keys, keys, List.of(), PushDown.NONE));
    }
    var compared = names(columns.stream().filter(SqlColumn::comparable).toList());
    methods.add(
        method(LIST, MethodKind.LIST, compared, List.of(), all, PushDown.everything(compared)));
    return new ServiceObject(
        object, description, columns.stream().map(SqlColumn::described).toList(), methods);
  }

  private ServiceMethod create(List<String> all) {
    var given = columns.stream().filter(column -> !column.generated()).toList();
    var required = given.stream().filter(SqlColumn::required).toList();
    return method(CREATE, MethodKind.CREATE, names(given), names(required), all, PushDown.NONE);
  }

  /** The keys name the row, generated or not; what else is generated stays as it is. */
  private List<String> updated() {
    return names(columns.stream().filter(column -> column.key() || !column.generated()).toList());
  }

  private static ServiceMethod method(
      String name,
      MethodKind kind,
      List<String> inputs,
      List<String> required,
      List<String> returns,
      PushDown pushDown) {
    return new ServiceMethod(name, kind, inputs, required, List.of(), returns, pushDown);
  }

  private static List<String> names(List<SqlColumn> columns) {
    return columns.stream().map(SqlColumn::property).toList();
  }
}
