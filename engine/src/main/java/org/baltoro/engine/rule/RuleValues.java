package org.baltoro.engine.rule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.rule.RuleScope;
import org.baltoro.language.feel.EvaluationScope;
import org.baltoro.language.feel.UnusableValue;
import org.jspecify.annotations.Nullable;

/** What a rule sees: data fields by name, and what every instance and activity has. */
record RuleValues(RuleScope scope, LargeValues largeValues) implements EvaluationScope {
  @Override
  public Instant now() {
    return scope.now();
  }

  @Override
  public ZoneId zone() {
    return scope.zone();
  }

  @Override
  public @Nullable Object value(String name) throws UnusableValue {
    if (name.equals(RuleCheck.RESPONSES) && !scope.data().containsKey(name)) {
      return responses();
    }
    var value = named(name);
    return value == null ? null : plain(value);
  }

  @Override
  public String seen(String name) {
    return name.equals(RuleCheck.RESPONSES)
        ? answers()
        : FieldValues.text(named(name), scope.zone());
  }

  private @Nullable Object plain(Value value) throws UnusableValue {
    return FieldValues.of(value, sha256 -> largeValues.content(scope.instance(), sha256));
  }

  private @Nullable Value named(String name) {
    var field = scope.data().get(name);
    if (field != null) {
      return field;
    }
    return switch (name) {
      case RuleCheck.FOLIO -> new Value.StringValue(scope.folio());
      case RuleCheck.ORIGINATOR -> new Value.StringValue(scope.originator());
      case RuleCheck.PRIORITY -> new Value.IntegerValue(scope.priority());
      case RuleCheck.OUTCOME -> new Value.StringValue(scope.activity().outcome());
      case RuleCheck.EXPIRED -> new Value.BooleanValue(scope.activity().expired());
      case RuleCheck.DESTINATION -> new Value.StringValue(scope.activity().destination());
      case RuleCheck.SLOT -> new Value.IntegerValue(scope.activity().slot());
      case RuleCheck.ROW -> scope.activity().row();
      case RuleCheck.INSTANCE_ID -> new Value.LongValue(scope.instance());
      default -> null;
    };
  }

  /** A context for each answer: who, what, and the fields of the activity. */
  private List<Map<String, @Nullable Object>> responses() throws UnusableValue {
    var list = new ArrayList<Map<String, @Nullable Object>>();
    for (var response : scope.activity().responses()) {
      var context = new LinkedHashMap<String, @Nullable Object>();
      for (var field : response.dataFields().entrySet()) {
        context.put(field.getKey(), plain(field.getValue()));
      }
      context.put(RuleCheck.DESTINATION, response.destination());
      context.put(RuleCheck.USER, response.by());
      context.put(RuleCheck.OUTCOME, response.outcome());
      list.add(context);
    }
    return list;
  }

  private String answers() {
    return scope.activity().responses().stream()
        .map(response -> response.by() + ": " + response.outcome())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
