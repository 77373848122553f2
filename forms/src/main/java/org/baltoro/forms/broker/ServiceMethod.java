package org.baltoro.forms.broker;

import java.util.List;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Parameter;

/**
 * A method of a service object.
 *
 * @param inputs service properties that it takes
 * @param requiredInputs those that it needs
 * @param parameters inputs that are no properties; none has the name of an input
 * @param returns service properties that it gives
 * @param pushDown what a list does with its rows itself
 */
public record ServiceMethod(
    String name,
    MethodKind kind,
    List<String> inputs,
    List<String> requiredInputs,
    List<Parameter> parameters,
    List<String> returns,
    PushDown pushDown) {
  public ServiceMethod {
    inputs = List.copyOf(inputs);
    requiredInputs = List.copyOf(requiredInputs);
    parameters = List.copyOf(parameters);
    returns = List.copyOf(returns);
  }
}
