package org.baltoro.forms.smartobject;

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
    var inputs = new java.util.ArrayList<InputMapping>();
    properties.forEach(name -> inputs.add(new InputMapping(name, new Source.FromProperty(name))));
    parameters.forEach(name -> inputs.add(new InputMapping(name, new Source.FromParameter(name))));
    return new ServiceBinding(
        serviceMethod,
        service,
        serviceObject,
        serviceMethod,
        inputs,
        returns.stream().map(name -> new ReturnMapping(name, name)).toList());
  }
}
