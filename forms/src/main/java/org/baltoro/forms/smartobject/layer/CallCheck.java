package org.baltoro.forms.smartobject.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.SystemValue;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;

/** Holds a call to its method: rights first, then names, types and what is required. */
final class CallCheck {
  /** Who sends a million unknown names is told of the first. */
  private static final int ERRORS_MAX = 100;

  private final SmartObjectDefinition definition;
  private final Method method;
  private final SystemValues system;
  private final int fileBytesMax;
  private final List<FieldError> errors = new ArrayList<>();

  private CallCheck(
      SmartObjectDefinition definition, Method method, SystemValues system, int fileBytesMax) {
    this.definition = definition;
    this.method = method;
    this.system = system;
    this.fileBytesMax = fileBytesMax;
  }

  /**
   * Checks a call.
   *
   * @throws SmartObjectException with an error for every field that is wrong
   */
  static CheckedCall check(
      SmartObjectDefinitions definitions, MethodCall call, SystemValues system, int fileBytesMax) {
    var definition = definition(definitions, call.smartObject());
    var method = method(definition, call.method());
    checkRights(definition, method, system.caller());
    var check = new CallCheck(definition, method, system, fileBytesMax);
    var inputs = check.inputs(call.inputs());
    var parameters = check.parameters(call.parameters());
    if (!check.errors.isEmpty()) {
      throw SmartObjectException.ofFields(
          SmartObjectProblem.INVALID_DATA,
          "'%s' was not called".formatted(call.reference()),
          check.errors,
          null);
    }
    var lists = new ListCheck(definition, method);
    return new CheckedCall(
        definition,
        method,
        inputs,
        parameters,
        lists.filter(call.filter()),
        lists.sort(call.sort()),
        lists.page(call.page(), call.sort()));
  }

  static SmartObjectDefinition definition(SmartObjectDefinitions definitions, String name) {
    return definitions
        .find(name)
        .orElseThrow(() ->
            new SmartObjectException(
                SmartObjectProblem.UNKNOWN_SMARTOBJECT,
                "There is no SmartObject '%s'; there are %s."
                    .formatted(Names.cut(name), Names.shown(definitions.names()))));
  }

  static Method method(SmartObjectDefinition definition, String name) {
    return definition
        .method(name)
        .orElseThrow(() ->
            new SmartObjectException(
                SmartObjectProblem.UNKNOWN_METHOD,
                "'%s' has no method '%s'; it has %s."
                    .formatted(
                        definition.name(),
                        Names.cut(name),
                        Names.shown(definition.methods().stream().map(Method::name).toList()))));
  }

  private static void checkRights(SmartObjectDefinition definition, Method method, Caller caller) {
    if (!definition.rightsOf(method).allow(caller)) {
      throw new SmartObjectException(
          SmartObjectProblem.ACCESS_DENIED,
          "%s may not execute '%s.%s': the SmartObject's rights name neither this user nor one of the user's groups."
              .formatted(caller.user(), definition.name(), method.name()));
    }
  }

  private Row inputs(Row given) {
    given.values().keySet().forEach(this::checkIsInput);
    var checked = new LinkedHashMap<String, @Nullable Object>();
    for (var name : method.inputs()) {
      var property = definition.property(name).orElse(null);
      if (property != null) {
        input(property, given, checked);
      }
    }
    return new Row(checked);
  }

  private void checkIsInput(String name) {
    if (method.inputs().contains(name)) {
      return;
    }
    boolean known = definition.property(name).isPresent();
    error(
        Names.cut(name),
        FieldError.Code.UNKNOWN,
        known
            ? "'%s' does not take it; it takes %s."
                .formatted(method.name(), Names.shown(method.inputs()))
            : "'%s' has no such property; it has %s."
                .formatted(
                    definition.name(),
                    Names.shown(definition.properties().stream().map(Property::name).toList())));
  }

  private void input(Property property, Row given, SequencedMap<String, @Nullable Object> checked) {
    var name = property.name();
    boolean creates = method.kind() == MethodKind.CREATE;
    boolean has = given.has(name);
    var value = given.get(name);
    if (!has && creates && property.defaultValue() != null) {
      value = defaultValue(property.defaultValue());
      has = true;
    }
    var converted = converted(name, property.type(), value, property.lengthMax());
    boolean saves = creates || (has && method.kind() == MethodKind.UPDATE);
    boolean needed =
        method.requiredInputs().contains(name)
            || (saves && property.required() && !property.type().automatic());
    if (needed && isEmpty(value)) {
      error(name, FieldError.Code.REQUIRED, has ? "must not be empty." : "is required.");
    }
    if (has) {
      checked.put(name, converted);
    }
  }

  private Row parameters(Map<String, @Nullable Object> given) {
    var names = method.parameters().stream().map(Parameter::name).toList();
    for (var name : given.keySet()) {
      if (!names.contains(name)) {
        error(
            Names.cut(name),
            FieldError.Code.UNKNOWN,
            "'%s' has no such parameter; it has %s.".formatted(method.name(), Names.shown(names)));
      }
    }
    var checked = new LinkedHashMap<String, @Nullable Object>();
    for (var parameter : method.parameters()) {
      parameter(parameter, given, checked);
    }
    return new Row(checked);
  }

  private void parameter(
      Parameter parameter,
      Map<String, @Nullable Object> given,
      SequencedMap<String, @Nullable Object> checked) {
    var name = parameter.name();
    boolean has = given.containsKey(name);
    var value = given.get(name);
    if (!has && parameter.defaultValue() != null) {
      value = defaultValue(parameter.defaultValue());
      has = true;
    }
    var converted = converted(name, parameter.type(), value, null);
    if (parameter.required() && isEmpty(value)) {
      error(name, FieldError.Code.REQUIRED, has ? "must not be empty." : "is required.");
    }
    if (has) {
      checked.put(name, converted);
    }
  }

  private Object defaultValue(Object given) {
    return given instanceof SystemValue wanted ? system.value(wanted) : given;
  }

  private @Nullable Object converted(
      String name, PropertyType type, @Nullable Object value, @Nullable Integer lengthMax) {
    try {
      var converted = type.convert(value);
      checkSize(type, converted, lengthMax);
      return converted;
    } catch (ValueRefused refused) {
      errors.add(refused.of(name));
      return null;
    }
  }

  private void checkSize(PropertyType type, @Nullable Object value, @Nullable Integer lengthMax)
      throws ValueRefused {
    int length = value instanceof String text ? text.codePointCount(0, text.length()) : 0;
    int max = lengthMax == null ? type.lengthMax() : lengthMax;
    if (type.isText() && length > max) {
      throw new ValueRefused(
          FieldError.Code.TOO_LONG, "has %,d characters; give %,d at most.".formatted(length, max));
    }
    if (value instanceof FileValue file && file.content().length > fileBytesMax) {
      throw new ValueRefused(
          FieldError.Code.TOO_LONG,
          "has %,d bytes; give %,d at most.".formatted(file.content().length, fileBytesMax));
    }
  }

  private void error(String field, FieldError.Code code, String message) {
    if (errors.size() < ERRORS_MAX) {
      errors.add(new FieldError(field, code, message));
    }
  }

  static boolean isEmpty(@Nullable Object value) {
    return value == null
        || (value instanceof String text && text.isBlank())
        || (value instanceof List<?> list && list.isEmpty());
  }
}
