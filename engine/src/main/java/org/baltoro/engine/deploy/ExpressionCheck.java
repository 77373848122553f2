package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.engine.rule.RuleCheck;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Destination;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.DestinationRule.Completion;
import org.baltoro.kernel.definition.DestinationRule.Slots;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action.Mail;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.HttpCall;
import org.baltoro.kernel.definition.OutcomeRule;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.StartRule;
import org.baltoro.language.feel.Expected;
import org.baltoro.language.feel.ExpressionProblem;
import org.baltoro.language.yaml.SourcePlaces;
import org.jspecify.annotations.Nullable;

/** Checks every expression of a definition, with the names that it may use where it stands. */
final class ExpressionCheck {
  private final SourcePlaces places;
  private final String file;
  private final List<DefinitionProblem> read;
  private final List<DefinitionProblem> problems = new ArrayList<>();

  private ExpressionCheck(ReadDefinition read, String file) {
    this.places = read.places();
    this.read = read.problems();
    this.file = file;
  }

  /**
   * @param read what the file said, with the problems told already
   */
  static List<DefinitionProblem> check(
      ProcessDefinition definition, ReadDefinition read, String file) {
    var check = new ExpressionCheck(read, file);
    check.process(definition);
    return check.problems;
  }

  private void process(ProcessDefinition definition) {
    var names = names(Map.of(), definition.dataFields());
    check("folio", definition.folio(), names, Expected.TEXT);
    startRule("startRule", definition.startRule(), names);
    escalations("escalations", definition.escalations(), names);
    definition
        .activities()
        .forEach((name, activity) -> activity("activities." + name, activity, names));
  }

  private void activity(String path, ActivityDefinition activity, Map<String, DataType> ofProcess) {
    check(path + ".precedingRule", activity.precedingRule(), ofProcess, Expected.BOOLEAN);
    var names = names(ofProcess, activity.dataFields());
    startRule(path + ".startRule", activity.startRule(), names);
    escalations(path + ".escalations", activity.escalations(), names);
    destinations(path + ".destinations", activity.destinationRule(), names);
    for (var outcome : activity.succeedingRule()) {
      if (outcome.condition() instanceof OutcomeRule.Condition.When(var rule)) {
        var rulePath = "%s.succeedingRule.%s.when".formatted(path, outcome.outcome());
        inActivity(rulePath, rule, names, Expected.BOOLEAN);
      }
    }
    for (int place = 0; place < activity.events().size(); place++) {
      var event = activity.events().get(place);
      var eventPath = "%s.events[%d]".formatted(path, place);
      escalations(eventPath + ".escalations", event.escalations(), names);
      if (event instanceof ClientEvent client) {
        people(eventPath + ".destinations", client.destinations(), names);
        inActivity(eventPath + ".form", client.form(), names, Expected.TEXT);
      } else if (event instanceof ServerEvent server
          && server.code() instanceof Code.Http(HttpCall call)) {
        HttpCallCheck.check(eventPath + ".http", call, names, new CallFindings());
      }
      if (event instanceof SubProcess child) {
        subProcess(eventPath, child, names);
      }
    }
    for (int line = 0; line < activity.lines().size(); line++) {
      var rule = activity.lines().get(line).rule();
      if (rule != null) {
        add(
            "%s.lines[%d].when".formatted(path, line),
            RuleCheck.checkLine(rule, names, actionsKnown(path) ? actions(activity) : null));
      }
    }
  }

  /** What is received is of the child, whose names are not known here. */
  private void subProcess(String path, SubProcess child, Map<String, DataType> names) {
    inActivity(path + ".folio", child.folio(), names, Expected.TEXT);
    child
        .send()
        .forEach((field, sent) -> inActivity(path + ".send." + field, sent, names, Expected.FIELD));
    child
        .receive()
        .forEach((field, received) -> {
          if (!received.text().isBlank()) {
            add(path + ".receive." + field, RuleCheck.checkForm(received));
          }
        });
  }

  private void destinations(
      String path, @Nullable DestinationRule rule, Map<String, DataType> names) {
    if (rule == null) {
      return;
    }
    for (int place = 0; place < rule.sets().size(); place++) {
      var set = rule.sets().get(place);
      boolean alone = rule.sets().size() == 1 && set.rule() == null;
      var setPath = alone ? path : "%s.sets[%d]".formatted(path, place);
      inActivity(setPath + ".when", set.rule(), names, Expected.BOOLEAN);
      people(setPath + ".to", set.to(), names);
    }
    inActivity(path + ".rows", rule.rows(), names, Expected.VALUE);
    if (rule.slots() instanceof Slots.Evaluated(var number)) {
      inActivity(path + ".slots", number, names, Expected.VALUE);
    }
    if (rule.completion() instanceof Completion.When(var enough)) {
      inActivity(path + ".completion", enough, names, Expected.BOOLEAN);
    }
  }

  private void people(String path, List<String> to, Map<String, DataType> names) {
    for (int place = 0; place < to.size(); place++) {
      if (Destination.of(to.get(place)) instanceof Destination.Evaluated(var expression)) {
        inActivity(path + "[" + place + "]", expression, names, Expected.VALUE);
      }
    }
  }

  private void inActivity(
      String path,
      @Nullable Expression expression,
      Map<String, DataType> names,
      Expected expected) {
    if (expression != null && !expression.text().isBlank()) {
      add(path, RuleCheck.checkInActivity(expression, names, expected));
    }
  }

  /** What may be chosen in an activity. After its last client event one of these is the outcome. */
  private static List<String> actions(ActivityDefinition activity) {
    var actions = new ArrayList<String>();
    activity.succeedingRule().forEach(rule -> actions.add(rule.outcome()));
    for (var event : activity.events()) {
      if (event instanceof ClientEvent client) {
        actions.addAll(client.actionNames());
      }
    }
    return actions.stream().distinct().toList();
  }

  /** False if what the file says of the activity could not all be read: its events, perhaps. */
  private boolean actionsKnown(String path) {
    return read.stream()
        .filter(problem -> !problem.warning() && problem.path().startsWith(path + "."))
        .allMatch(problem -> problem.path().startsWith(path + ".lines"));
  }

  private void startRule(String path, @Nullable StartRule rule, Map<String, DataType> names) {
    if (rule != null && rule.due() != null) {
      due(path, rule.due(), names);
    }
  }

  private void escalations(String path, List<Escalation> escalations, Map<String, DataType> names) {
    for (int place = 0; place < escalations.size(); place++) {
      var escalationPath = path + "[" + place + "]";
      due(escalationPath, escalations.get(place).due(), names);
      if (escalations.get(place).action() instanceof Mail mail) {
        check(escalationPath + ".mail.subject", mail.subject(), names, Expected.TEXT);
        check(escalationPath + ".mail.body", mail.body(), names, Expected.TEXT);
      }
    }
  }

  private void due(String path, Due due, Map<String, DataType> names) {
    check(path + ".at", due.at(), names, Expected.MOMENT);
  }

  /** What is blank was told by the check of the parts. */
  private void check(
      String path,
      @Nullable Expression expression,
      Map<String, DataType> names,
      Expected expected) {
    if (expression != null && !expression.text().isBlank()) {
      add(path, RuleCheck.check(expression, names, expected));
    }
  }

  /** What is wrong with calls. */
  private final class CallFindings implements HttpCallCheck.Found {
    @Override
    public void expression(
        String path,
        int offset,
        Expression expression,
        Map<String, DataType> names,
        Expected type) {
      add(path, offset, RuleCheck.check(expression, names, type));
    }

    @Override
    public void problem(String path, String what, String expected) {
      var place = places.at(path);
      problems.add(
          new DefinitionProblem(
              file, place.line(), place.column(), path, what, expected, null, false));
    }
  }

  private void add(String path, List<ExpressionProblem> found) {
    add(path, 0, found);
  }

  /**
   * @param offset where the expression begins in the text, on its first line
   */
  private void add(String path, int offset, List<ExpressionProblem> found) {
    for (var problem : found) {
      int column = problem.line() == 1 ? problem.column() + offset : problem.column();
      var place = places.inText(path, problem.line(), column);
      problems.add(
          new DefinitionProblem(
              file,
              place.line(),
              place.column(),
              path,
              problem.found(),
              problem.expected(),
              problem.nearest(),
              problem.warning()));
    }
  }

  private static Map<String, DataType> names(
      Map<String, DataType> outer, List<DataFieldDefinition> fields) {
    var names = new LinkedHashMap<>(outer);
    fields.forEach(field -> names.put(field.name(), field.type()));
    return names;
  }
}
