package org.baltoro.kernel.definition;

import java.util.List;
import java.util.TreeMap;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;

/**
 * A typed variable of a process or an activity.
 *
 * @param name letters, digits and underscores, beginning with a letter; 1 to 64 characters
 * @param initial null: empty at first
 * @param required must have a value at the start
 * @param hidden not shown to people by default; programs read and write it like any other
 * @param audit its history is told, each change with the old value
 * @param searchable lists can ask for it
 * @param shared of an activity: one value for all its destinations, not one for each
 */
public record DataFieldDefinition(
    String name,
    DataType type,
    @Nullable Value initial,
    boolean required,
    boolean hidden,
    boolean audit,
    boolean searchable,
    boolean shared,
    String description) {

  /** One that is not shared. */
  public DataFieldDefinition(
      String name,
      DataType type,
      @Nullable Value initial,
      boolean required,
      boolean hidden,
      boolean audit,
      boolean searchable,
      String description) {
    this(name, type, initial, required, hidden, audit, searchable, false, description);
  }

  public static @Nullable DataFieldDefinition named(List<DataFieldDefinition> fields, String name) {
    for (var field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    return null;
  }

  /** The initial values of those fields that have one. */
  public static TreeMap<String, Value> initial(List<DataFieldDefinition> fields) {
    var values = new TreeMap<String, Value>();
    for (var field : fields) {
      if (field.initial() != null) {
        values.put(field.name(), field.initial());
      }
    }
    return values;
  }
}
