package org.baltoro.forms.session;

import java.util.List;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.language.feel.RefusedExpression;

/**
 * Keeps what is marked as secret from a page that would only carry it on. Called under the lock.
 */
final class SecretSources {
  private static final String SECRET = "SECRET_NOT_SENT";

  private final Session session;
  private final Reader reader;

  SecretSources(Session session, Reader reader) {
    this.session = session;
    this.reader = reader;
  }

  /**
   * Checks parameters of a form that the page goes to: it is the page that brings them there.
   *
   * @throws RuleFailure if one of them reads a secret
   */
  void refuse(List<Mapping> parameters) throws RuleFailure {
    for (var mapping : parameters) {
      if (isSecret(mapping.source())) {
        throw new RuleFailure(
            SECRET,
            "The page would carry a secret as %s: open the form as a subform, or let it load the value itself."
                .formatted(
                    mapping.target() instanceof Target.DocumentParameter(var parameter)
                        ? "parameter '%s'".formatted(parameter)
                        : "a parameter"));
      }
    }
  }

  private boolean isSecret(Source source) throws RuleFailure {
    return switch (source) {
      case Source.Text(var parts) -> anySecret(parts);
      case Source.ControlValue(var scope, var control) -> isSecret(reader.area(scope), control);
      case Source.FieldValue(var scope, var field) -> isSecret(reader.area(scope), field);
      case Source.ParameterValue(var scope, var parameter) ->
          reader.parameter(scope, parameter).secret;
      case Source.ViewRows(var scope, var state) -> hasSecret(reader.area(scope));
      case Source.Expression(var text) -> isSecret(text);
      case Source.Literal literal -> false;
      case Source.ControlProperty property -> false;
      case Source.ResultValue result -> false;
      case Source.ResultRows result -> false;
      case Source.SystemValue variable -> false;
      case Source.CurrentItemState state -> false;
      case Source.CurrentItem item -> false;
    };
  }

  private boolean anySecret(List<Source> parts) throws RuleFailure {
    for (var part : parts) {
      if (isSecret(part)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSecret(String expression) throws RuleFailure {
    var area = reader.area(Scope.OWN);
    try {
      return session.services.expressions().of(expression).reads().stream()
          .anyMatch(path -> isSecret(area, path));
    } catch (RefusedExpression refused) {
      return false; // It gives no value.
    }
  }

  private static boolean isSecret(Area area, List<String> path) {
    var first = path.getFirst();
    var view = area.view == null ? area.window.area(first) : null;
    if (first.equals(Names.ROWS) && area.list != null) {
      return within(area, path.subList(1, path.size()));
    }
    if (view != null && !area.controls.containsKey(first)) {
      var rest = path.subList(1, path.size());
      boolean ofRows = !rest.isEmpty() && rest.getFirst().equals(Names.ROWS);
      return within(view, ofRows ? rest.subList(1, rest.size()) : rest);
    }
    return isSecret(area, first);
  }

  private static boolean within(Area area, List<String> path) {
    return path.isEmpty() ? hasSecret(area) : isSecret(area, path.getFirst());
  }

  private static boolean hasSecret(Area area) {
    return area.newRow(0, ItemState.ADDED).cells.values().stream().anyMatch(cell -> cell.secret)
        || area.parameters.values().stream().anyMatch(cell -> cell.secret);
  }

  /**
   * @param id of a control, a field or a parameter
   */
  private static boolean isSecret(Area area, String id) {
    var control = area.controls.get(id);
    var field = control == null ? null : control.definition.field();
    var cell = area.newRow(0, ItemState.ADDED).cells.get(field == null ? id : field);
    var found = cell == null ? area.parameters.get(id) : cell;
    return found != null && found.secret;
  }
}
