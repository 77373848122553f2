package org.baltoro.forms.smartobject;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of a SmartObject.
 *
 * @param name unique in the SmartObject; case counts
 * @param displayName for people; "" for the name
 * @param inputs properties that a caller may give
 * @param requiredInputs those of the inputs that must be given and not empty
 * @param parameters inputs that are no properties
 * @param returns properties of the rows that it gives
 * @param rights who may execute it; null: who the SmartObject says
 */
public record Method(
    String name,
    String displayName,
    String description,
    MethodKind kind,
    List<String> inputs,
    List<String> requiredInputs,
    List<Parameter> parameters,
    List<String> returns,
    ServiceBindings bindings,
    @Nullable Rights rights) {
  public Method {
    inputs = List.copyOf(inputs);
    requiredInputs = List.copyOf(requiredInputs);
    parameters = List.copyOf(parameters);
    returns = List.copyOf(returns);
  }

  /** This method for these only. */
  public Method only(Rights allowed) {
    return new Method(
        name,
        displayName,
        description,
        kind,
        inputs,
        requiredInputs,
        parameters,
        returns,
        bindings,
        allowed);
  }
}
