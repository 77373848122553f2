package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.ProcessName;
import org.jspecify.annotations.Nullable;

/** An activity that is built in Java. */
public final class ActivityBuilder {
  private final ProcessName process;
  private final String name;
  private final Map<String, ServerEventHandler> handlers;
  private final Set<String> repeatable;
  private String description = "";
  private @Nullable Expression precedingRule;
  private @Nullable JoinDefinition join;
  private final List<DataFieldDefinition> fields = new ArrayList<>();
  private final List<EventDefinition> events = new ArrayList<>();
  private final List<LineDefinition> lines = new ArrayList<>();

  ActivityBuilder(
      ProcessName process,
      String name,
      Map<String, ServerEventHandler> handlers,
      Set<String> repeatable) {
    this.process = process;
    this.name = name;
    this.handlers = handlers;
    this.repeatable = repeatable;
  }

  public ActivityBuilder description(String text) {
    description = text;
    return this;
  }

  /** Evaluated at each arrival, in FEEL; false drops the arrival. */
  public ActivityBuilder precedingRule(String rule) {
    precedingRule = new Expression(rule);
    return this;
  }

  /** Counts arrivals, for example {@link JoinDefinition#all()}. */
  public ActivityBuilder join(JoinDefinition counting) {
    join = counting;
    return this;
  }

  /** A data field of the activity: one for each activity instance. */
  public ActivityBuilder data(String field, DataType type) {
    return data(field, type, options -> {});
  }

  /** A data field of the activity, with a default or other options. */
  public ActivityBuilder data(String field, DataType type, Consumer<FieldBuilder> options) {
    fields.add(FieldBuilder.field(field, type, options));
    return this;
  }

  /** A server event whose code is {@code code}, called {@code <process>/<activity>/<event>}. */
  public ActivityBuilder server(String event, ServerEventHandler code) {
    return server(event, code, options -> {});
  }

  /**
   * A server event with options.
   *
   * @throws IllegalArgumentException if the activity has an event of this name already
   */
  public ActivityBuilder server(
      String event, ServerEventHandler code, Consumer<EventBuilder> options) {
    var handler = "%s/%s/%s".formatted(process, name, event);
    if (handlers.putIfAbsent(handler, code) != null) {
      throw new IllegalArgumentException(
          "There is code named '%s' already: give each event a name of its own."
              .formatted(handler));
    }
    return add(event, new Code.Handler(handler), options);
  }

  /** A server event whose code is registered at the engine as {@code handler}. */
  public ActivityBuilder server(String event, String handler) {
    return server(event, handler, options -> {});
  }

  /** A server event with options whose code is registered at the engine as {@code handler}. */
  public ActivityBuilder server(String event, String handler, Consumer<EventBuilder> options) {
    return add(event, new Code.Handler(handler), options);
  }

  /** A server event with its code as Java source, which is stored with the definition. */
  public ActivityBuilder serverCode(String event, String source, Consumer<EventBuilder> options) {
    return add(event, new Code.CodeBehind(source), options);
  }

  private ActivityBuilder add(String event, Code code, Consumer<EventBuilder> options) {
    var builder = new EventBuilder();
    options.accept(builder);
    events.add(builder.build(event, code));
    if (builder.isRepeatable() && code instanceof Code.Handler(String handler)) {
      repeatable.add(handler);
    }
    return this;
  }

  /** A line that is always followed. */
  public ActivityBuilder line(String to) {
    lines.add(new LineDefinition("", to, null, false));
    return this;
  }

  /** A line that is followed when {@code when}, in FEEL, is true. */
  public ActivityBuilder line(String to, String when) {
    return line(to, when, "");
  }

  /** A line with a name for people. */
  public ActivityBuilder line(String to, String when, String lineName) {
    lines.add(new LineDefinition(lineName, to, new Expression(when), false));
    return this;
  }

  /** A line that is followed when no other is. */
  public ActivityBuilder otherwise(String to) {
    lines.add(new LineDefinition("", to, null, true));
    return this;
  }

  ActivityDefinition build() {
    return new ActivityDefinition(name, description, precedingRule, join, fields, events, lines);
  }
}
