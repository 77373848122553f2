package org.baltoro.forms.deploy.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.jspecify.annotations.Nullable;

/** What the actions of a rule return. */
final class Results {
  /**
   * What one action returns.
   *
   * @param properties with their types; null: nobody can say
   * @param rows all rows can be had, too
   */
  record Result(@Nullable Map<String, PropertyType> properties, boolean rows) {
    static final Result UNKNOWN = new Result(null, true);
    static final Result NOTHING = new Result(Map.of(), false);
  }

  private final Map<String, Result> byAction = new LinkedHashMap<>();

  private Results() {}

  static Results of(Rule rule, Home home) {
    var results = new Results();
    for (var action : RuleParts.actions(rule)) {
      results.byAction.put(action.id(), of(action, home));
    }
    return results;
  }

  /** Null if the rule has no such action. */
  @Nullable Result of(String action) {
    return byAction.get(action);
  }

  Iterable<String> actions() {
    return byAction.keySet();
  }

  private static Result of(Action action, Home home) {
    return switch (action.operation()) {
      case Operation.ExecuteSmartObject call -> of(home, call.smartObject(), call.method());
      case Operation.ExecuteViewMethod call -> {
        var view = home.area(call.view()).asView();
        yield view == null || view.source() == null
            ? Result.UNKNOWN
            : of(home, view.source().smartObject(), call.method());
      }
      case Operation.ExecuteForItems call -> {
        var smartObject = SmartObjectUse.ofItems(call, home);
        yield smartObject == null ? Result.UNKNOWN : of(home, smartObject, call.method());
      }
      case Operation.StartProcess ignored -> one("instance", PropertyType.NUMBER);
      case Operation.OpenSubform ignored -> one("closeReason", PropertyType.TEXT);
      case Operation.OpenWorklistItem ignored -> new Result(null, false);
      default -> Result.NOTHING;
    };
  }

  private static Result one(String property, PropertyType type) {
    return new Result(Map.of(property, type), false);
  }

  private static Result of(Home home, String smartObject, String methodName) {
    var definition = home.surroundings().smartObjects().find(smartObject).orElse(null);
    var method = definition == null ? null : definition.method(methodName).orElse(null);
    return definition == null || method == null
        ? Result.UNKNOWN
        : new Result(returns(definition, method), method.kind() == MethodKind.LIST);
  }

  static Map<String, PropertyType> returns(SmartObjectDefinition definition, Method method) {
    var properties = new LinkedHashMap<String, PropertyType>();
    for (var name : method.returns()) {
      definition.property(name).ifPresent(property -> properties.put(name, property.type()));
    }
    return properties;
  }
}
