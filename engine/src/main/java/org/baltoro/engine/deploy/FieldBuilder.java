package org.baltoro.engine.deploy;

import java.util.function.Consumer;
import org.baltoro.engine.data.Values;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.jspecify.annotations.Nullable;

/** Options of a data field that is built in Java. */
public final class FieldBuilder {
  private final String name;
  private final DataType type;
  private @Nullable Value initial;
  private boolean required;
  private boolean hidden;
  private boolean audit;
  private boolean searchable;
  private boolean shared;
  private String description = "";

  private FieldBuilder(String name, DataType type) {
    this.name = name;
    this.type = type;
  }

  static DataFieldDefinition field(String name, DataType type, Consumer<FieldBuilder> options) {
    var field = new FieldBuilder(name, type);
    options.accept(field);
    return new DataFieldDefinition(
        name,
        type,
        field.initial,
        field.required,
        field.hidden,
        field.audit,
        field.searchable,
        field.shared,
        field.description);
  }

  /**
   * The default: what the field holds at first, as {@link org.baltoro.api.DataFields} takes it.
   *
   * @throws org.baltoro.api.BaltoroException if it does not fit the type
   */
  public FieldBuilder initial(Object value) {
    initial = Values.of(name, type, value);
    return this;
  }

  /** Must have a value at the start. */
  public FieldBuilder required() {
    required = true;
    return this;
  }

  /** Not shown to people by default. */
  public FieldBuilder hidden() {
    hidden = true;
    return this;
  }

  /** Each change is kept with its old value. */
  public FieldBuilder audit() {
    audit = true;
    return this;
  }

  /** Lists can ask for it. */
  public FieldBuilder searchable() {
    searchable = true;
    return this;
  }

  /** Of an activity: one value for all its destinations, not one for each. */
  public FieldBuilder shared() {
    shared = true;
    return this;
  }

  public FieldBuilder description(String text) {
    description = text;
    return this;
  }
}
