package org.baltoro.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.baltoro.kernel.Refusal.InvalidData.FieldProblem;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.jspecify.annotations.Nullable;

/** Whether writes fit the declared data fields. */
final class DataCheck {
  private DataCheck() {}

  static @Nullable Refusal ofStart(List<DataFieldDefinition> fields, Map<String, Value> given) {
    var problems = new ArrayList<FieldProblem>();
    check(fields, given, problems);
    for (var field : fields) {
      var value = given.getOrDefault(field.name(), field.initial());
      if (field.required() && (value == null || value instanceof Value.NoValue)) {
        problems.add(
            new FieldProblem(field.name(), "nothing", "a value: the field is required", null));
      }
    }
    return problems.isEmpty() ? null : new Refusal.InvalidData(problems);
  }

  /**
   * @param event whose activity fields may be written; null for the process's only
   */
  static @Nullable Refusal ofChanges(
      Draft draft, @Nullable EventInstance event, Command.Changes changes) {
    var problems = new ArrayList<FieldProblem>();
    check(draft.definition.dataFields(), changes.dataFields(), problems);
    if (!changes.activityDataFields().isEmpty()) {
      check(activityFields(draft, event), changes.activityDataFields(), problems);
    }
    if (!problems.isEmpty()) {
      return new Refusal.InvalidData(problems);
    }
    var changed = new TreeSet<String>();
    changes
        .unchanged()
        .forEach((name, read) -> {
          var now = draft.state.dataFields().get(name);
          boolean same = now == null ? read instanceof Value.NoValue : now.equals(read);
          if (!same) {
            changed.add(name);
          }
        });
    return changed.isEmpty() ? null : new Refusal.ChangedMeanwhile(changed);
  }

  private static List<DataFieldDefinition> activityFields(
      Draft draft, @Nullable EventInstance event) {
    if (event == null) {
      return List.of();
    }
    var activity = draft.state.activity(event.activityInstance()).activity();
    return draft.definition.activity(activity).dataFields();
  }

  private static void check(
      List<DataFieldDefinition> fields, Map<String, Value> given, List<FieldProblem> problems) {
    given.forEach((name, value) -> {
      var field = DataFieldDefinition.named(fields, name);
      if (field == null) {
        var names = fields.stream().map(DataFieldDefinition::name).toList();
        problems.add(
            new FieldProblem(
                name,
                "a field that the process does not have",
                names.isEmpty() ? "no data at all" : "one of " + joined(names),
                Nearest.to(name, names)));
      } else if (!value.is(field.type())) {
        problems.add(
            new FieldProblem(
                name, "the value " + value, "a value of type " + field.type().label(), null));
      }
    });
  }

  private static String joined(List<String> names) {
    return names.stream().limit(20).collect(Collectors.joining(", "));
  }
}
