package org.baltoro.forms.broker;

import java.util.List;
import java.util.Optional;

/** A table, an address, a Java object: something with properties and methods. */
public record ServiceObject(
    String name,
    String description,
    List<ServiceProperty> properties,
    List<ServiceMethod> methods) {
  public ServiceObject {
    properties = List.copyOf(properties);
    methods = List.copyOf(methods);
  }

  public Optional<ServiceProperty> property(String wanted) {
    return properties.stream().filter(property -> property.name().equals(wanted)).findFirst();
  }

  public Optional<ServiceMethod> method(String wanted) {
    return methods.stream().filter(method -> method.name().equals(wanted)).findFirst();
  }
}
