package org.baltoro.forms.broker.rest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.broker.PushDown;
import org.baltoro.forms.broker.ServiceMethod;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceProperty;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.Parameter;
import org.jspecify.annotations.Nullable;

/** A kind of resource: its properties, and the requests that are its methods. */
public record RestObject(
    String name, String description, List<RestProperty> properties, List<RestMethod> methods) {
  public RestObject {
    properties = List.copyOf(properties);
    methods = List.copyOf(methods);
  }

  @Nullable RestProperty property(String wanted) {
    for (var property : properties) {
      if (property.name().equals(wanted)) {
        return property;
      }
    }
    return null;
  }

  @Nullable RestMethod method(String wanted) {
    for (var method : methods) {
      if (method.name().equals(wanted)) {
        return method;
      }
    }
    return null;
  }

  ServiceObject described() {
    return new ServiceObject(
        name,
        description,
        properties.stream()
            .map(property ->
                new ServiceProperty(property.name(), property.type(), property.key(), false, null))
            .toList(),
        methods.stream().map(this::described).toList());
  }

  private ServiceMethod described(RestMethod method) {
    var parameters = method.parameters().stream().map(Parameter::name).toList();
    var inputs = new ArrayList<>(method.inputs());
    inputs.removeAll(parameters);
    var required = new LinkedHashSet<>(method.places());
    required.addAll(method.required());
    parameters.forEach(required::remove);
    var filters = method.filters().keySet();
    var pushDown =
        filters.isEmpty()
            ? PushDown.NONE
            : new PushDown(filters, EnumSet.of(Filter.Operator.EQUALS), false, Set.of(), 0, false);
    return new ServiceMethod(
        method.name(),
        method.kind(),
        inputs,
        List.copyOf(required),
        method.parameters(),
        method.returns(),
        pushDown);
  }
}
