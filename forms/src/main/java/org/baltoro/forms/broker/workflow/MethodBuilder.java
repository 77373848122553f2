package org.baltoro.forms.broker.workflow;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.broker.PushDown;
import org.baltoro.forms.broker.ServiceMethod;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.PropertyType;

/** Puts a method's description together. */
final class MethodBuilder {
  private final String name;
  private final MethodKind kind;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> required = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private List<String> returns = List.of();

  MethodBuilder(String name, MethodKind kind) {
    this.name = name;
    this.kind = kind;
  }

  MethodBuilder takes(List<String> names) {
    inputs.addAll(names);
    return this;
  }

  MethodBuilder takes(String... names) {
    return takes(List.of(names));
  }

  MethodBuilder requires(String... names) {
    return requires(List.of(names));
  }

  /** Of what it takes, or more. */
  MethodBuilder requires(List<String> names) {
    for (var input : names) {
      if (!inputs.contains(input)) {
        inputs.add(input);
      }
    }
    required.addAll(names);
    return this;
  }

  MethodBuilder parameter(String parameter, PropertyType type) {
    parameters.add(Parameter.of(parameter, type));
    return this;
  }

  MethodBuilder requiredParameter(String parameter, PropertyType type) {
    parameters.add(Parameter.required(parameter, type));
    return this;
  }

  MethodBuilder gives(List<String> names) {
    returns = names;
    return this;
  }

  ServiceMethod build() {
    return build(PushDown.NONE);
  }

  ServiceMethod build(PushDown pushDown) {
    return new ServiceMethod(name, kind, inputs, required, parameters, returns, pushDown);
  }
}
