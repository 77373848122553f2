package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.Criterion.ValidatedControl;

/** Writes what must hold. */
final class ConditionWriter {
  private ConditionWriter() {}

  static List<Object> all(List<Condition> conditions, String owner) {
    var all = new ArrayList<Object>();
    for (var condition : conditions) {
      all.add(write(condition, Ids.of(owner, "if", all.size())));
    }
    return all;
  }

  static Object write(Condition condition, String derived) {
    var tree = criterion(condition.criterion());
    tree.putUnless("id", condition.id(), derived)
        .putUnless("enabled", condition.enabled(), true)
        .putIfThere("comment", condition.comment());
    boolean alone = condition.criterion() instanceof Criterion.Holds && tree.entries().size() == 1;
    return alone ? tree.entries().values().iterator().next() : tree.entries();
  }

  private static Tree criterion(Criterion criterion) {
    return switch (criterion) {
      case Criterion.Holds(var expression) -> new Tree().put("holds", expression);
      case Criterion.Validation(var scope, var controls, var hidden, var disabled, var readOnly) ->
          new Tree()
              .put("valid", References.write(scope))
              .putIfThere("controls", controls.stream().map(ConditionWriter::control).toList())
              .putUnless("skipHidden", hidden, true)
              .putUnless("skipDisabled", disabled, true)
              .putUnless("skipReadOnly", readOnly, true);
      case Criterion.Confirmation(var title, var body) -> {
        var tree = new Tree().put("confirmed", SourceWriter.write(body));
        yield ActionWriter.source(tree, "title", title);
      }
      case Criterion.ErrorOccurred ignored -> new Tree().put("errorOccurred", true);
    };
  }

  private static Object control(ValidatedControl control) {
    var reference = References.write(control.scope(), control.control());
    return !control.required() && control.validate()
        ? reference
        : new Tree()
            .put("control", reference)
            .putUnless("required", control.required(), false)
            .putUnless("validate", control.validate(), true)
            .entries();
  }
}
