package org.baltoro.forms.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.jspecify.annotations.Nullable;

/** The inputs and parameters of a call. */
record MethodInputs(Row inputs, Map<String, @Nullable Object> parameters) {

  /** What is mapped. */
  static MethodInputs mapped(List<Mapping> mappings, Reader reader) throws RuleFailure {
    var inputs = new LinkedHashMap<String, @Nullable Object>();
    var parameters = new LinkedHashMap<String, @Nullable Object>();
    for (var mapping : mappings) {
      var value = reader.value(mapping.source());
      switch (mapping.target()) {
        case Target.InputProperty(var property) -> inputs.put(property, value);
        case Target.MethodParameter(var parameter) -> parameters.put(parameter, value);
        default ->
            throw new RuleFailure(
                RuleError.INVALID_DOCUMENT,
                "%s is no input of a method. The check at deployment let it by."
                    .formatted(mapping.target()));
      }
    }
    return new MethodInputs(new Row(inputs), parameters);
  }

  /**
   * These, and from the fields what else the method takes. Empty fields are left out, so that
   * defaults apply, unless an update empties them.
   */
  MethodInputs completed(@Nullable Method method, Row fields) {
    if (method == null) {
      return this;
    }
    var all = new LinkedHashMap<String, @Nullable Object>();
    for (var input : method.inputs()) {
      boolean given = method.kind() == MethodKind.UPDATE || fields.get(input) != null;
      if (fields.has(input) && given) {
        all.put(input, fields.get(input));
      }
    }
    all.putAll(inputs.values());
    return new MethodInputs(new Row(all), parameters);
  }

  /** Null: there is no such method; who calls it will hear of it. */
  static @Nullable Method method(
      SmartObjectDefinitions definitions, String smartObject, String name) {
    return definitions
        .find(smartObject)
        .flatMap(definition -> definition.method(name))
        .orElse(null);
  }
}
