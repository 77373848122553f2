package org.baltoro.forms.smartobject.layer;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceMethod;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceProperty;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.Rights;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.ServiceBindings;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;

/** Makes SmartObjects of what services have: each property and each method by the same name. */
public final class Generation {
  private Generation() {}

  /** A SmartObject of a service object. */
  public static SmartObjectDefinition of(String name, String service, ServiceObject object) {
    return new SmartObjectDefinition(
        name,
        "",
        object.description(),
        object.properties().stream().map(Generation::property).toList(),
        methods(service, object),
        List.of(),
        Rights.EVERYONE,
        null);
  }

  /** A SmartObject that a SmartBox keeps, with the five standard methods. */
  public static SmartObjectDefinition smartBox(
      String name, String service, ServiceBroker smartBox, Property... properties) {
    var bare =
        new SmartObjectDefinition(
            name, "", "", List.of(properties), List.of(), List.of(), Rights.EVERYONE, service);
    return withStandardMethods(bare, smartBox);
  }

  /** A definition with a SmartBox, with the standard methods in place of its methods. */
  public static SmartObjectDefinition withStandardMethods(
      SmartObjectDefinition definition, ServiceBroker smartBox) {
    var object = smartBox.planned(definition);
    if (object == null || definition.smartBox() == null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "'%s' names no SmartBox, so it has no standard methods.".formatted(definition.name()));
    }
    return new SmartObjectDefinition(
        definition.name(),
        definition.displayName(),
        definition.description(),
        definition.properties(),
        methods(definition.smartBox(), object),
        definition.associations(),
        definition.rights(),
        definition.smartBox());
  }

  private static Property property(ServiceProperty from) {
    return new Property(
        from.name(),
        "",
        "",
        from.type(),
        from.key(),
        from.required() && !from.type().automatic(),
        false,
        null,
        from.lengthMax(),
        null,
        false);
  }

  private static List<Method> methods(String service, ServiceObject object) {
    var methods = new ArrayList<Method>();
    for (var method : object.methods()) {
      methods.add(method(service, object, method));
    }
    return methods;
  }

  private static Method method(String service, ServiceObject object, ServiceMethod method) {
    var binding =
        ServiceBinding.sameNames(
            service,
            object.name(),
            method.name(),
            method.inputs(),
            method.parameters().stream().map(Parameter::name).toList(),
            method.returns());
    return new Method(
        method.name(),
        "",
        "",
        method.kind(),
        method.inputs(),
        method.requiredInputs(),
        method.parameters(),
        method.returns(),
        ServiceBindings.of(binding),
        null);
  }
}
