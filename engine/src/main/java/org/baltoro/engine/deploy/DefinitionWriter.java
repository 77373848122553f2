package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.definition.ProcessDefinition.RightGrant;
import org.baltoro.kernel.definition.Retention;
import org.baltoro.kernel.definition.StartRule;
import org.baltoro.kernel.definition.WorkingHours.Hours;
import org.baltoro.language.yaml.DurationText;
import org.baltoro.language.yaml.YamlText;
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

  private void retention(@Nullable Retention retention) {
    if (retention == null) {
      return;
    }
    var after = retention.after();
    var written = after == null ? RetentionReader.FOREVER : DurationText.write(after);
    key(
        0,
        "retention",
        retention.archive() == null
            ? written
            : "{ after: %s, archive: %s }".formatted(written, retention.archive()));
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
    if (definition.onError() == OnError.STOP_ALL) {
      key(0, "onError", "stop-all");
    }
    if (definition.stepBudget() != ProcessDefinition.DEFAULT_STEP_BUDGET) {
      key(0, "stepBudget", String.valueOf(definition.stepBudget()));
    }
    retention(definition.retention());
    key(0, "start", YamlText.quoted(definition.start()));
    workingHours(definition);
    startRule(0, definition.startRule());
    rule(0, "finishRule", definition.finishRule());
    rule(0, "exceptionRule", definition.exceptionRule());
    escalations(0, definition.escalations(), true);
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
    startRule(4, activity.startRule());
    fields(4, activity.dataFields());
    if (!activity.events().isEmpty()) {
      open(4, "events");
    }
    for (var event : activity.events()) {
      switch (event) {
        case ServerEvent server -> event(server);
        case ClientEvent client -> event(client);
        case SubProcess child -> event(child);
      }
    }
    if (!activity.lines().isEmpty()) {
      open(4, "lines");
    }
    activity.lines().forEach(this::line);
    escalations(4, activity.escalations(), false);
    rule(4, "exceptionRule", activity.exceptionRule());
    PeopleText.destinations(activity.destinationRule()).forEach(line -> text.append(line));
    PeopleText.succeedingRule(activity.succeedingRule()).forEach(line -> text.append(line));
    text(4, "exclusive", activity.exclusive());
    if (activity.expectedDuration() != null) {
      key(4, "expectedDuration", DurationText.write(activity.expectedDuration()));
    }
  }

  private void workingHours(ProcessDefinition definition) {
    if (!definition.workingHours().isEmpty()) {
      open(0, "workingHours");
    }
    definition
        .workingHours()
        .forEach((name, hours) -> {
          open(2, YamlText.quoted(name));
          if (!hours.zone().equals(definition.timeZone())) {
            key(4, "timeZone", YamlText.quoted(hours.zone().getId()));
          }
          hours
              .week()
              .forEach((day, parts) -> {
                if (!parts.isEmpty()) {
                  key(4, WorkingHoursReader.key(day), hours(parts));
                }
              });
          if (!hours.dates().isEmpty()) {
            open(4, "dates");
          }
          hours.dates().forEach((date, parts) -> key(6, date.toString(), hours(parts)));
        });
  }

  private static String hours(List<Hours> parts) {
    return switch (parts.size()) {
      case 0 -> "closed";
      case 1 -> HoursText.write(parts.getFirst());
      default -> parts.stream().map(HoursText::write).collect(Collectors.joining(", ", "[", "]"));
    };
  }

  private void startRule(int indentation, @Nullable StartRule rule) {
    if (rule == null) {
      return;
    }
    open(indentation, "startRule");
    if (rule.due() != null) {
      due(indentation + 2, rule.due());
    }
    if (rule.code() != null) {
      code(indentation + 2, rule.code());
    }
  }

  private void due(int indentation, Due due) {
    expression(indentation, "at", due.at());
    if (due.at() == null || !due.after().isZero()) {
      key(indentation, "after", DurationText.write(due.after()));
    }
    if (due.workingHours() != null) {
      key(indentation, "workingHours", YamlText.quoted(due.workingHours()));
    }
  }

  private void rule(int indentation, String key, @Nullable CodeRule rule) {
    if (rule != null) {
      open(indentation, key);
      code(indentation + 2, rule);
    }
  }

  private void escalations(int indentation, List<Escalation> escalations, boolean ofProcess) {
    if (!escalations.isEmpty()) {
      open(indentation, "escalations");
    }
    for (var escalation : escalations) {
      key(indentation + 2, "- name", YamlText.quoted(escalation.name()));
      due(indentation + 4, escalation.due());
      var repeat = escalation.repeat();
      if (repeat != null) {
        key(
            indentation + 4,
            "repeat",
            "{ every: %s, count: %d }"
                .formatted(DurationText.write(repeat.every()), repeat.count()));
      }
      action(indentation + 4, escalation.action(), ofProcess);
    }
  }

  private void action(int indentation, Action action, boolean ofProcess) {
    switch (action) {
      case Action.RunCode(CodeRule rule) -> code(indentation, rule);
      case Action.Goto to -> {
        key(indentation, "goto", YamlText.quoted(to.activity()));
        if (to.expireAll() && !ofProcess) {
          key(indentation, "expireAll", "true");
        }
        if (to.expireActivity() != null) {
          key(indentation, "expireActivity", YamlText.quoted(to.expireActivity()));
        }
      }
      case Action.Expire expire -> key(indentation, "expire", "true");
      case Action.Redirect(List<String> to) -> key(indentation, "redirect", YamlText.flow(to));
      case Action.Mail mail -> {
        open(indentation, "mail");
        key(indentation + 2, "to", YamlText.flow(mail.to()));
        expression(indentation + 2, "subject", mail.subject());
        expression(indentation + 2, "body", mail.body());
      }
    }
  }

  private void join(@Nullable JoinDefinition join) {
    if (join == null) {
      return;
    }
    var required =
        switch (join.required()) {
          case JoinDefinition.ALL -> "all";
          case JoinDefinition.ACTIVE -> "active";
          default -> String.valueOf(join.required());
        };
    var usual = JoinDefinition.usual(join.required());
    if (join.equals(JoinDefinition.any())) {
      key(4, "join", "any");
    } else if (join.equals(usual)) {
      key(4, "join", required);
    } else {
      var surplus =
          switch (join.surplus()) {
            case SWALLOW -> "swallow";
            case NEW_PASS -> "new-pass";
            case BLOCK -> "block";
          };
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
    code(8, new CodeRule(event.code(), event.configuration(), event.retry(), event.timeLimit()));
    escalations(8, event.escalations(), false);
    rule(8, "exceptionRule", event.exceptionRule());
  }

  private void event(ClientEvent event) {
    key(6, "- client", YamlText.quoted(event.name()));
    if (!event.destinations().isEmpty()) {
      key(8, "destinations", YamlText.flow(event.destinations()));
    }
    PeopleText.actions(event.actions()).forEach(line -> text.append(line));
    text(8, "instruction", event.instruction());
    expression(8, "form", event.form());
    escalations(8, event.escalations(), false);
  }

  private void event(SubProcess event) {
    key(6, "- subProcess", YamlText.quoted(event.name()));
    key(8, "process", YamlText.quoted(event.process()));
    if (!event.synchronous()) {
      key(8, "synchronous", "false");
    }
    expression(8, "folio", event.folio());
    expressions("send", event.send());
    expressions("receive", event.receive());
    unlessUsual("onFailure", event.onFailure(), OnFailure.WAIT);
    unlessUsual("onDelete", event.onDelete(), OnDelete.FAIL);
    unlessUsual("onEnd", event.onEnd(), OnEnd.LEAVE);
    escalations(8, event.escalations(), false);
    rule(8, "exceptionRule", event.exceptionRule());
  }

  private void expressions(String key, Map<String, Expression> expressions) {
    if (!expressions.isEmpty()) {
      open(8, key);
    }
    expressions.forEach((name, expression) ->
        key(10, YamlText.quoted(name), YamlText.block(expression.text(), 10)));
  }

  private void unlessUsual(String key, Enum<?> value, Enum<?> usual) {
    if (value != usual) {
      key(8, key, SubProcessReader.word(value));
    }
  }

  private void code(int indentation, CodeRule rule) {
    switch (rule.code()) {
      case Code.Handler handler -> key(indentation, "handler", YamlText.quoted(handler.name()));
      case Code.CodeBehind code ->
          key(indentation, "code", YamlText.block(code.source(), indentation));
      case Code.Http(var call) -> HttpCallWriter.write(text, indentation, call);
      case Code.Worker worker -> key(indentation, "worker", YamlText.quoted(worker.topic()));
    }
    if (!rule.configuration().isEmpty()) {
      open(indentation, "configuration");
      rule.configuration()
          .forEach(
              (name, value) -> key(indentation + 2, YamlText.quoted(name), YamlText.flow(value)));
    }
    retry(indentation, rule.retry());
    if (!rule.timeLimit().equals(ServerEvent.DEFAULT_TIME_LIMIT)) {
      key(indentation, "timeLimit", DurationText.write(rule.timeLimit()));
    }
  }

  private void retry(int indentation, RetryPolicy retry) {
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
    key(indentation, "retry", joined.toString());
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
      flag(parts, "shared", field.shared());
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
