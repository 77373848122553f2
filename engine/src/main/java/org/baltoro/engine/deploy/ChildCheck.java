package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.baltoro.engine.rule.RuleCheck;
import org.baltoro.kernel.Nearest;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.language.feel.Expected;
import org.baltoro.language.feel.ExpressionProblem;
import org.jspecify.annotations.Nullable;

/**
 * Compares sub-processes with the children as they are deployed now. All of it is a warning: a
 * child may be deployed, or changed, before an instance gets there.
 */
final class ChildCheck {
  private final ProcessDefinition definition;
  private final Function<String, @Nullable ProcessDefinition> deployed;
  private final List<String> processes;
  private final Warnings warnings;

  /** What is warned of, at a part of the definition. */
  @FunctionalInterface
  interface Warnings {
    void warn(String path, String found, String expected, @Nullable String nearest);
  }

  /**
   * @param deployed the default version of a process; null if there is no such process
   * @param processes the names of all
   */
  ChildCheck(
      ProcessDefinition definition,
      Function<String, @Nullable ProcessDefinition> deployed,
      List<String> processes,
      Warnings warnings) {
    this.definition = definition;
    this.deployed = deployed;
    this.processes = processes;
    this.warnings = warnings;
  }

  void check() {
    definition
        .activities()
        .forEach((name, activity) -> {
          for (int place = 0; place < activity.events().size(); place++) {
            if (activity.events().get(place) instanceof SubProcess child) {
              check("activities.%s.events[%d]".formatted(name, place), activity, child);
            }
          }
        });
  }

  private void check(String path, ActivityDefinition activity, SubProcess event) {
    var child =
        event.process().equals(definition.name().text())
            ? definition
            : deployed.apply(event.process());
    if (child == null) {
      warnings.warn(
          path + ".process",
          "the process '%s', which is not deployed".formatted(event.process()),
          "a process that is deployed before instances get here",
          Nearest.to(event.process(), processes));
      return;
    }
    var own = new ArrayList<>(definition.dataFields());
    own.addAll(activity.dataFields());
    event.send().forEach((name, expression) -> sent(path, own, child, name, expression));
    for (var field : child.dataFields()) {
      if (field.required() && field.initial() == null && !event.send().containsKey(field.name())) {
        warnings.warn(
            path + ".send",
            "no value for '%s', which '%s' requires".formatted(field.name(), event.process()),
            "a value: without it the child is not started",
            null);
      }
    }
    event.receive().forEach((name, expression) -> received(path, own, child, name, expression));
  }

  private void sent(
      String path,
      List<DataFieldDefinition> own,
      ProcessDefinition child,
      String name,
      Expression expression) {
    var field = child.dataField(name);
    var place = path + ".send." + name;
    if (field == null) {
      var names = child.dataFields().stream().map(DataFieldDefinition::name).toList();
      warnings.warn(
          place,
          "the data field '%s', which '%s' does not have".formatted(name, child.name()),
          names.isEmpty() ? "no data: it has no fields" : "one of " + String.join(", ", names),
          Nearest.to(name, names));
    } else if (RuleCheck.checkInActivity(expression, types(own), Expected.FIELD).isEmpty()) {
      warn(
          place,
          RuleCheck.checkInActivity(expression, types(own), RuleCheck.expected(field.type())));
    }
  }

  private void received(
      String path,
      List<DataFieldDefinition> own,
      ProcessDefinition child,
      String name,
      Expression expression) {
    var field = DataFieldDefinition.named(own, name);
    if (field != null && RuleCheck.checkForm(expression).isEmpty()) {
      warn(
          path + ".receive." + name,
          RuleCheck.check(expression, types(child.dataFields()), RuleCheck.expected(field.type())));
    }
  }

  private void warn(String path, List<ExpressionProblem> problems) {
    for (var problem : problems) {
      warnings.warn(path, problem.found(), problem.expected(), problem.nearest());
    }
  }

  private static Map<String, DataType> types(List<DataFieldDefinition> fields) {
    var types = new LinkedHashMap<String, DataType>();
    fields.forEach(field -> types.put(field.name(), field.type()));
    return types;
  }
}
