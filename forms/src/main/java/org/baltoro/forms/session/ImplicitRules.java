package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ControlMethod;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.EffectiveRule;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.SystemVariable;
import org.jspecify.annotations.Nullable;

/**
 * Rules that a form has without anybody having written them; they are traced as any others. A form
 * without a rule for its initialisation initialises its views, all at once; a view without one
 * loads its list controls and, if it is a list, its rows, all at once. A list control follows its
 * parent. A form for a worklist item without a rule for submitting finishes the item and closes, if
 * what it shows is valid.
 */
final class ImplicitRules {
  private ImplicitRules() {}

  /** Adds them to those that are written. */
  static void add(Window window) {
    for (var area : window.areas.values()) {
      cascades(area);
    }
    for (var area : List.copyOf(window.areas.values())) {
      initialisation(area);
    }
    submission(window);
  }

  private static void cascades(Area area) {
    for (var control : area.controls.values()) {
      if (control.definition.data() instanceof DataSource.FromSmartObject source
          && source.cascade() != null) {
        var parent = source.cascade().parentControl();
        var event = new Event.OnControl(Scope.OWN, parent, ControlEvent.CHANGED);
        add(
            area,
            "cascade " + control.id(),
            "%s follows %s".formatted(control.id(), parent),
            event,
            BlockType.THEN,
            List.of(populate(control.definition)));
      }
    }
  }

  private static Operation populate(Control control) {
    return new Operation.RunControlMethod(Scope.OWN, control.id(), ControlMethod.POPULATE, null);
  }

  private static void initialisation(Area area) {
    if (isRaised(area, new Occurrence.Initialise(area))) {
      return;
    }
    var operations = new ArrayList<Operation>();
    for (var control : area.controls.values()) {
      if (isLoaded(control.definition)) {
        operations.add(populate(control.definition));
      }
    }
    if (area.view == null) {
      for (var view : area.window.areas.values()) {
        if (view.view != null) {
          operations.add(
              new Operation.RunViewMethod(new Scope.Instance(view.id), ViewMethod.INITIALISE));
        }
      }
    } else if (isLoadedList(area)) {
      operations.add(new Operation.RunViewMethod(Scope.OWN, ViewMethod.REFRESH));
    }
    if (!operations.isEmpty()) {
      add(
          area,
          "initialise",
          "Initialise",
          new Event.Initialise(Scope.OWN),
          BlockType.AND,
          operations);
    }
  }

  private static boolean isLoaded(Control control) {
    return switch (control.data()) {
      case null -> control.type() == ControlType.WORKLIST;
      case DataSource.Fixed fixed -> true;
      case DataSource.FromSmartObject source -> source.cascade() == null;
    };
  }

  private static boolean isLoadedList(Area area) {
    var source = area.view == null ? null : area.view.source();
    return area.list != null && source != null && source.method() != null;
  }

  private static void submission(Window window) {
    var submit = new Event.WorkflowSubmit(null);
    boolean written =
        window.rules.stream()
            .anyMatch(rule ->
                rule.rule().enabled() && rule.rule().event() instanceof Event.WorkflowSubmit);
    if (written || window.form == null) {
      return;
    }
    var action = new Source.SystemValue(SystemVariable.WORKFLOW_ACTION);
    var valid = new Criterion.Validation(Scope.OWN, List.of(), true, true, true);
    window.rules.add(
        rule(
            window.main(),
            "submit",
            "Submit",
            submit,
            valid,
            BlockType.THEN,
            List.of(
                new Operation.FinishWorklistItem(Source.EMPTY, action, List.of(), false),
                new Operation.Close(new Operation.Closing.Own()))));
  }

  private static boolean isRaised(Area area, Occurrence occurrence) {
    for (var rule : area.window.rules) {
      var instance = rule.instance();
      var home = new Home(area.window, instance == null ? "" : instance);
      if (rule.rule().enabled() && occurrence.raises(rule.rule().event(), rule.rule().id(), home)) {
        return true;
      }
    }
    return false;
  }

  private static void add(
      Area area, String id, String name, Event event, BlockType type, List<Operation> operations) {
    area.window.rules.add(rule(area, id, name, event, type, operations));
  }

  /** A rule of one block. */
  static EffectiveRule rule(
      Area area, String id, String name, Event event, BlockType type, List<Operation> operations) {
    return rule(area, id, name, event, null, type, operations);
  }

  /**
   * @param criterion what must hold; null: it runs always
   */
  private static EffectiveRule rule(
      Area area,
      String id,
      String name,
      Event event,
      @Nullable Criterion criterion,
      BlockType type,
      List<Operation> operations) {
    var prefix = "implicit " + id;
    var actions = new ArrayList<Action>();
    for (var operation : operations) {
      actions.add(new Action(prefix + " " + (actions.size() + 1), operation));
    }
    var handler =
        new Handler(
            prefix + " handler",
            criterion == null ? new HandlerType.Always() : new HandlerType.If(),
            criterion == null
                ? List.of()
                : List.of(new Condition(prefix + " condition", criterion, true, "")),
            List.of(new Block(prefix + " block", type, actions)),
            true,
            "");
    var rule = new Rule(prefix, name, event, List.of(handler), true, "");
    return new EffectiveRule(rule, area.id.isEmpty() ? null : area.id, Set.of());
  }
}
