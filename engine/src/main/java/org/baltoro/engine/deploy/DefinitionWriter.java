package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.RightGrant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a definition as a file, so that one built in Java is stored like any other. Reading the
 * file gives an equal definition; what is as by default is left out.
 */
public final class DefinitionWriter {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final StringBuilder text = new StringBuilder();

  private DefinitionWriter() {}

  /**
   * The file's text.
   *
   * @throws IllegalArgumentException if a data field's default is too large to be in a definition
   */
  public static String write(ProcessDefinition definition) {
    var writer = new DefinitionWriter();
    writer.process(definition);
    return writer.text.toString();
  }

  private void process(ProcessDefinition definition) {
    key(0, "process", YamlText.quoted(definition.name().text()));
    text(0, "description", definition.description());
    expression(0, "folio", definition.folio());
    if (!definition.timeZone().equals(DefinitionReader.DEFAULT_TIME_ZONE)) {
      key(0, "timeZone", YamlText.quoted(definition.timeZone().getId()));
    }
    if (definition.durability() == Durability.WAIT) {
      key(0, "durability", "wait");
    }
    if (definition.onDeadEnd() == OnDeadEnd.COMPLETE) {
      key(0, "onDeadEnd", "complete");
    }
    if (definition.stepBudget() != ProcessDefinition.DEFAULT_STEP_BUDGET) {
      key(0, "stepBudget", String.valueOf(definition.stepBudget()));
    }
    key(0, "start", YamlText.quoted(definition.start()));
    fields(0, definition.dataFields());
    rights(definition.rights());
    activities(definition);
  }

  private void rights(List<RightGrant> rights) {
    var subjects = new LinkedHashMap<String, List<String>>();
    for (var grant : rights) {
      subjects.computeIfAbsent(grant.right(), right -> new ArrayList<>()).add(grant.subject());
    }
    if (!subjects.isEmpty()) {
      open(0, "rights");
    }
    subjects.forEach((right, granted) -> key(2, YamlText.quoted(right), YamlText.flow(granted)));
  }

  private void activities(ProcessDefinition definition) {
    if (definition.activities().isEmpty()) {
      key(0, "activities", "{}");
      return;
    }
    open(0, "activities");
    definition.activities().values().forEach(this::activity);
  }

  private void activity(ActivityDefinition activity) {
    open(2, YamlText.quoted(activity.name()));
    text(4, "description", activity.description());
    expression(4, "precedingRule", activity.precedingRule());
    join(activity.join());
    fields(4, activity.dataFields());
    if (!activity.events().isEmpty()) {
      open(4, "events");
    }
    for (var event : activity.events()) {
      switch (event) {
        case ServerEvent server -> event(server);
      }
    }
    if (!activity.lines().isEmpty()) {
      open(4, "lines");
    }
    activity.lines().forEach(this::line);
  }

  private void join(@Nullable JoinDefinition join) {
    if (join == null) {
      return;
    }
    boolean all = join.required() == JoinDefinition.ALL;
    var required = all ? "all" : String.valueOf(join.required());
    var usual = all ? JoinDefinition.all() : JoinDefinition.count(join.required());
    if (join.equals(JoinDefinition.any())) {
      key(4, "join", "any");
    } else if (join.equals(usual)) {
      key(4, "join", required);
    } else {
      var surplus = join.surplus() == Surplus.SWALLOW ? "swallow" : "new-pass";
      key(4, "join", "{ required: %s, surplus: %s }".formatted(required, surplus));
    }
  }

  private void line(LineDefinition line) {
    key(6, "- to", YamlText.quoted(line.to()));
    text(8, "name", line.name());
    expression(8, "when", line.rule());
    if (line.otherwise()) {
      key(8, "otherwise", "true");
    }
  }

  private void event(ServerEvent event) {
    key(6, "- server", YamlText.quoted(event.name()));
    switch (event.code()) {
      case Code.Handler handler -> key(8, "handler", YamlText.quoted(handler.name()));
      case Code.CodeBehind code -> key(8, "code", YamlText.block(code.source(), 8));
    }
    if (!event.configuration().isEmpty()) {
      open(8, "configuration");
      event
          .configuration()
          .forEach((name, value) -> key(10, YamlText.quoted(name), YamlText.flow(value)));
    }
    retry(event.retry());
    if (!event.timeLimit().equals(ServerEvent.DEFAULT_TIME_LIMIT)) {
      key(8, "timeLimit", DurationText.write(event.timeLimit()));
    }
  }

  private void retry(RetryPolicy retry) {
    var usual = RetryPolicy.DEFAULT;
    if (retry.equals(usual)) {
      return;
    }
    var parts = new LinkedHashMap<String, String>();
    put(parts, "attempts", retry.attempts(), usual.attempts());
    put(parts, "backOff", retry.backOff(), usual.backOff());
    put(parts, "factor", retry.factor(), usual.factor());
    put(parts, "backOffMax", retry.backOffMax(), usual.backOffMax());
    put(parts, "lostAttempts", retry.lostAttempts(), usual.lostAttempts());
    var joined = new StringJoiner(", ", "{ ", " }");
    parts.forEach((key, value) -> joined.add(key + ": " + value));
    key(8, "retry", joined.toString());
  }

  private static void put(Map<String, String> parts, String key, Object value, Object usual) {
    if (!value.equals(usual)) {
      parts.put(
          key,
          value instanceof Duration duration ? DurationText.write(duration) : value.toString());
    }
  }

  private void fields(int indentation, List<DataFieldDefinition> fields) {
    if (!fields.isEmpty()) {
      open(indentation, "data");
    }
    for (var field : fields) {
      var parts = new LinkedHashMap<String, String>();
      parts.put("type", field.type().label());
      if (field.initial() != null) {
        parts.put("default", initial(field.initial()));
      }
      flag(parts, "required", field.required());
      flag(parts, "hidden", field.hidden());
      flag(parts, "audit", field.audit());
      flag(parts, "searchable", field.searchable());
      if (!field.description().isEmpty()) {
        parts.put("description", YamlText.quoted(field.description()));
      }
      var name = YamlText.quoted(field.name());
      if (parts.size() == 1) {
        key(indentation + 2, name, field.type().label());
      } else {
        open(indentation + 2, name);
        parts.forEach((key, value) -> key(indentation + 4, key, value));
      }
    }
  }

  private static void flag(Map<String, String> parts, String key, boolean set) {
    if (set) {
      parts.put(key, "true");
    }
  }

  private static String initial(Value initial) {
    return switch (initial) {
      case Value.BooleanValue(var truth) -> String.valueOf(truth);
      case Value.IntegerValue(var number) -> String.valueOf(number);
      case Value.LongValue(var number) -> String.valueOf(number);
      case Value.DecimalValue(var number) -> number.toString();
      case Value.DoubleValue(var number) -> String.valueOf(number);
      case Value.StringValue(var string) -> YamlText.quoted(string);
      case Value.DateValue(var date) -> date.toString();
      case Value.DateTimeValue(var instant) -> instant.toString();
      case Value.BinaryValue(var base64) -> YamlText.quoted(base64);
      case Value.JsonValue(var json) -> YamlText.flow(JSON.readValue(json, Object.class));
      case Value.LargeValue large ->
          throw new IllegalArgumentException("A default can't be a large value: " + large);
      case Value.NoValue none ->
          throw new IllegalArgumentException("A default can't be no value: leave it out.");
    };
  }

  private void text(int indentation, String key, String value) {
    if (!value.isEmpty()) {
      key(indentation, key, YamlText.block(value, indentation));
    }
  }

  private void expression(int indentation, String key, @Nullable Expression expression) {
    if (expression != null) {
      key(indentation, key, YamlText.block(expression.text(), indentation));
    }
  }

  private void open(int indentation, String key) {
    text.append(" ".repeat(indentation)).append(key).append(":\n");
  }

  private void key(int indentation, String key, String value) {
    text.append(" ".repeat(indentation)).append(key).append(": ").append(value).append('\n');
  }
}
