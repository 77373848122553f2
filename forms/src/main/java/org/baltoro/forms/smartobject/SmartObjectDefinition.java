package org.baltoro.forms.smartobject;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a SmartObject, frozen.
 *
 * @param name full name, folder and name: {@code "Finance/Purchase Order"}
 * @param displayName for people; "" for the name
 * @param properties in order; at least one is a key if there is a method but LIST and EXECUTE
 * @param rights who may execute the methods that say nothing themselves
 * @param smartBox the service instance that keeps a table for this SmartObject, made and altered at
 *     deployment; null: none does
 */
public record SmartObjectDefinition(
    String name,
    String displayName,
    String description,
    List<Property> properties,
    List<Method> methods,
    List<Association> associations,
    Rights rights,
    @Nullable String smartBox) {
  public SmartObjectDefinition {
    properties = List.copyOf(properties);
    methods = List.copyOf(methods);
    associations = List.copyOf(associations);
  }

  public Optional<Property> property(String wanted) {
    return properties.stream().filter(property -> property.name().equals(wanted)).findFirst();
  }

  public Optional<Method> method(String wanted) {
    return methods.stream().filter(method -> method.name().equals(wanted)).findFirst();
  }

  /** The properties that identify a row. */
  public List<Property> keys() {
    return properties.stream().filter(Property::key).toList();
  }

  /** Who may execute a method. */
  public Rights rightsOf(Method method) {
    return method.rights() == null ? rights : method.rights();
  }
}
