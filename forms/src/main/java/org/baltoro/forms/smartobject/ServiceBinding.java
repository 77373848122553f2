package org.baltoro.forms.smartobject;

import java.util.ArrayList;
import java.util.List;

/**
 * A service method that a SmartObject's method calls.
 *
 * @param name by which later bindings name it; unique in the method
 * @param service the service instance, as registered
 */
public record ServiceBinding(
    String name,
    String service,
    String serviceObject,
    String serviceMethod,
    List<InputMapping> inputs,
    List<ReturnMapping> returns) {
  public ServiceBinding {
    inputs = List.copyOf(inputs);
    returns = List.copyOf(returns);
  }

  /** A binding whose properties and parameters have the same names on both sides. */
  public static ServiceBinding sameNames(
      String service,
      String serviceObject,
      String serviceMethod,
      List<String> properties,
      List<String> parameters,
      List<String> returns) {
    return new ServiceBinding(
        serviceMethod,
        service,
        serviceObject,
        serviceMethod,
        sameInputs(properties, parameters),
        sameReturns(returns));
  }

  /** Everything that a method is given, under its own name. */
  public static List<InputMapping> sameInputs(List<String> properties, List<String> parameters) {
    var inputs = new ArrayList<InputMapping>();
    properties.forEach(name -> inputs.add(new InputMapping(name, new Source.FromProperty(name))));
    parameters.forEach(name -> inputs.add(new InputMapping(name, new Source.FromParameter(name))));
    return inputs;
  }

  /** Everything that a method gives back, under its own name. */
  public static List<ReturnMapping> sameReturns(List<String> returns) {
    return returns.stream().map(name -> new ReturnMapping(name, name)).toList();
  }
}
