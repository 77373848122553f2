package org.baltoro.forms.smartobject.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.InputMapping;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Source;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;

/** Makes the inputs of one service method from the call and from what came before. */
final class InputMapper {
  private final CheckedCall call;
  private final SystemValues system;
  private final Map<String, Row> outputs;
  private final ServiceBinding binding;
  private final BindingsRun.Target target;
  private final List<FieldError> errors = new ArrayList<>();

  InputMapper(
      CheckedCall call,
      SystemValues system,
      Map<String, Row> outputs,
      ServiceBinding binding,
      BindingsRun.Target target) {
    this.call = call;
    this.system = system;
    this.outputs = outputs;
    this.binding = binding;
    this.target = target;
  }

  /**
   * The inputs in the service's names and types; what was not given to the call is not given here.
   *
   * @throws SmartObjectException by the SmartObject's names if one does not fit or is missing
   */
  Row inputs() {
    var inputs = new LinkedHashMap<String, @Nullable Object>();
    for (var mapping : binding.inputs()) {
      if (isGiven(mapping.source())) {
        inputs.put(mapping.input(), converted(mapping, value(mapping.source())));
      }
    }
    checkRequired(inputs);
    if (!errors.isEmpty()) {
      throw SmartObjectException.ofFields(
          SmartObjectProblem.INVALID_DATA,
          "'%s' did not call '%s.%s'"
              .formatted(call.title(), binding.serviceObject(), binding.serviceMethod()),
          errors,
          null);
    }
    return new Row(inputs);
  }

  private boolean isGiven(Source source) {
    return switch (source) {
      case Source.FromProperty from -> call.inputs().has(from.property());
      case Source.FromParameter from -> call.parameters().has(from.parameter());
      case Source.FromSystem from -> true;
      case Source.Constant constant -> true;
      case Source.FromBinding from -> output(from).has(from.serviceProperty());
    };
  }

  private @Nullable Object value(Source source) {
    return switch (source) {
      case Source.FromProperty from -> call.inputs().get(from.property());
      case Source.FromParameter from -> call.parameters().get(from.parameter());
      case Source.FromSystem from -> system.value(from.value());
      case Source.Constant constant -> constant.value();
      case Source.FromBinding from -> output(from).get(from.serviceProperty());
    };
  }

  private Row output(Source.FromBinding from) {
    var row = outputs.get(from.binding());
    if (row == null) {
      throw new SmartObjectException(
          SmartObjectProblem.SOURCE_FAILED,
          "'%s' did not call '%s.%s': it needs what '%s' returns, which failed."
              .formatted(
                  call.title(), binding.serviceObject(), binding.serviceMethod(), from.binding()));
    }
    return row;
  }

  private @Nullable Object converted(InputMapping mapping, @Nullable Object value) {
    var type = type(mapping.input());
    if (type == null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "'%s.%s' of the service '%s' takes no '%s'; deploy the SmartObject as the service is now."
              .formatted(
                  binding.serviceObject(),
                  binding.serviceMethod(),
                  binding.service(),
                  mapping.input()));
    }
    try {
      return type.convert(value);
    } catch (ValueRefused refused) {
      errors.add(refused.of(fieldOf(mapping)));
      return null;
    }
  }

  private @Nullable PropertyType type(String input) {
    for (var parameter : target.method().parameters()) {
      if (parameter.name().equals(input)) {
        return parameter.type();
      }
    }
    return target.method().inputs().contains(input)
        ? target.object().property(input).map(property -> property.type()).orElse(null)
        : null;
  }

  private void checkRequired(Map<String, @Nullable Object> inputs) {
    var required = new ArrayList<>(target.method().requiredInputs());
    for (var parameter : target.method().parameters()) {
      if (parameter.required()) {
        required.add(parameter.name());
      }
    }
    for (var name : required) {
      if (CallCheck.isEmpty(inputs.get(name))) {
        var field = Failures.fieldOf(binding, name);
        if (errors.stream().noneMatch(error -> error.field().equals(field))) {
          errors.add(new FieldError(field, FieldError.Code.REQUIRED, "is required."));
        }
      }
    }
  }

  private String fieldOf(InputMapping mapping) {
    return Failures.fieldOf(binding, mapping.input());
  }
}
