package org.baltoro.forms.smartobject.layer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceDescription;
import org.baltoro.forms.broker.ServiceMethod;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.smartobject.InputMapping;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.OnFailure;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.Source;
import org.jspecify.annotations.Nullable;

/** Checks the service methods that one method is bound to. */
final class BindingsCheck {
  private final Services services;
  private final SmartObjectDefinition definition;
  private final Method method;
  private final String path;
  private final SmartObjectCheck.Faults faults;
  private final @Nullable ServiceObject planned;

  /** What the bindings before the one under check return, by name. */
  private final Map<String, BindingsRun.Target> earlier = new LinkedHashMap<>();

  BindingsCheck(
      Services services,
      SmartObjectDefinition definition,
      Method method,
      @Nullable ServiceObject planned,
      String path,
      SmartObjectCheck.Faults faults) {
    this.services = services;
    this.definition = definition;
    this.method = method;
    this.planned = planned;
    this.path = path + ".bindings";
    this.faults = faults;
  }

  void check() {
    var bindings = method.bindings().bindings();
    if (bindings.isEmpty()) {
      faults.error(path, "none", "one service method at least");
    }
    var names = new HashSet<String>();
    int lists = 0;
    boolean allFound = true;
    for (int place = 0; place < bindings.size(); place++) {
      var binding = bindings.get(place);
      var where = "%s[%d]".formatted(path, place);
      SmartObjectCheck.checkName(where, binding.name(), names, faults);
      var target = target(where, binding);
      allFound &= target != null;
      if (target != null) {
        checkBinding(where, binding, target);
        lists += target.method().kind() == MethodKind.LIST ? 1 : 0;
        earlier.put(binding.name(), target);
      }
    }
    if (allFound && !bindings.isEmpty()) {
      checkLists(lists);
      checkRollback();
    }
    checkUse(bindings);
  }

  private BindingsRun.@Nullable Target target(String where, ServiceBinding binding) {
    var broker = services.find(binding.service());
    if (broker == null) {
      faults.error(
          where + ".service",
          "'%s'".formatted(Names.cut(binding.service())),
          "a registered service: " + Names.shown(services.names()));
      return null;
    }
    boolean own =
        binding.service().equals(definition.smartBox())
            && binding.serviceObject().equals(definition.name());
    var described = own ? new ServiceDescription(List.of()) : described(where, binding, broker);
    if (described == null) {
      return null;
    }
    var object = own ? planned : described.object(binding.serviceObject()).orElse(null);
    if (object == null) {
      var there = described.objects().stream().map(ServiceObject::name).toList();
      faults.error(
          where + ".serviceObject",
          "'%s'".formatted(Names.cut(binding.serviceObject())),
          "an object of the service: " + Names.shown(there));
      return null;
    }
    var found = object.method(binding.serviceMethod()).orElse(null);
    if (found == null) {
      var there = object.methods().stream().map(ServiceMethod::name).toList();
      faults.error(
          where + ".serviceMethod",
          "'%s'".formatted(Names.cut(binding.serviceMethod())),
          "a method of the object: " + Names.shown(there));
      return null;
    }
    return new BindingsRun.Target(object, found);
  }

  /** Null, and noted, if the service can't be used now. */
  private @Nullable ServiceDescription described(
      String where, ServiceBinding binding, ServiceBroker broker) {
    try {
      return broker.describe();
    } catch (SmartObjectException unusable) {
      faults.error(
          where + ".service",
          "'%s', which can't be used now: %s"
              .formatted(Names.cut(binding.service()), unusable.getMessage()),
          "a service that can be asked what it has: mend it, or deploy when it is back");
      return null;
    }
  }

  private void checkBinding(String where, ServiceBinding binding, BindingsRun.Target target) {
    var mapped = new HashSet<String>();
    for (var mapping : binding.inputs()) {
      checkInput("%s.inputs.%s".formatted(where, mapping.input()), mapping, target, mapped);
    }
    var required = new ArrayList<>(target.method().requiredInputs());
    target.method().parameters().stream()
        .filter(Parameter::required)
        .forEach(parameter -> required.add(parameter.name()));
    for (var name : required) {
      if (!mapped.contains(name)) {
        faults.error(where + ".inputs", "no '%s'".formatted(name), "all that the method requires");
      }
    }
    checkReturns(where, binding, target);
  }

  private void checkInput(
      String where, InputMapping mapping, BindingsRun.Target target, Set<String> mapped) {
    var type = inputType(target, mapping.input());
    if (type == null) {
      var there = new ArrayList<>(target.method().inputs());
      target.method().parameters().forEach(parameter -> there.add(parameter.name()));
      faults.error(
          where,
          "'%s'".formatted(Names.cut(mapping.input())),
          "an input of the service method: " + Names.shown(there));
      return;
    }
    if (!mapped.add(mapping.input())) {
      faults.error(where, "a second mapping", "one for each input");
    }
    checkSource(where, mapping.source(), type);
  }

  private static @Nullable PropertyType inputType(BindingsRun.Target target, String input) {
    var parameter = SmartObjectCheck.parameter(target.method().parameters(), input);
    if (parameter.isPresent()) {
      return parameter.get().type();
    }
    return target.method().inputs().contains(input)
        ? target.object().property(input).map(property -> property.type()).orElse(null)
        : null;
  }

  private void checkSource(String where, Source source, PropertyType type) {
    switch (source) {
      case Source.FromProperty from -> {
        var property = definition.property(from.property());
        if (property.isEmpty() || !method.inputs().contains(from.property())) {
          faults.error(
              where,
              "'%s'".formatted(Names.cut(from.property())),
              "an input of the method: " + Names.shown(method.inputs()));
        } else {
          SmartObjectCheck.checkFits(where, type, property.get().type(), faults);
        }
      }
      case Source.FromParameter from -> {
        var parameter = SmartObjectCheck.parameter(method.parameters(), from.parameter());
        if (parameter.isEmpty()) {
          var there = method.parameters().stream().map(Parameter::name).toList();
          faults.error(
              where,
              "'%s'".formatted(Names.cut(from.parameter())),
              "a parameter of the method: " + Names.shown(there));
        } else {
          SmartObjectCheck.checkFits(where, type, parameter.get().type(), faults);
        }
      }
      case Source.FromSystem from ->
          SmartObjectCheck.checkFits(where, type, from.value().type(), faults);
      case Source.Constant constant -> {
        if (constant.value() != null) {
          SmartObjectCheck.checkConstant(where, type, constant.value(), faults);
        }
      }
      case Source.FromBinding from -> checkFromBinding(where, from, type);
    }
  }

  private void checkFromBinding(String where, Source.FromBinding from, PropertyType type) {
    var target = earlier.get(from.binding());
    if (target == null || target.method().kind() == MethodKind.LIST) {
      faults.error(
          where,
          "'%s'".formatted(Names.cut(from.binding())),
          "an earlier binding that is no list: " + Names.shown(earlier.keySet()));
      return;
    }
    var property = target.object().property(from.serviceProperty());
    if (property.isEmpty() || !target.method().returns().contains(from.serviceProperty())) {
      faults.error(
          where,
          "'%s'".formatted(Names.cut(from.serviceProperty())),
          "what '%s' returns: %s"
              .formatted(from.binding(), Names.shown(target.method().returns())));
    } else {
      SmartObjectCheck.checkFits(where, type, property.get().type(), faults);
    }
  }

  private void checkReturns(String where, ServiceBinding binding, BindingsRun.Target target) {
    for (var mapping : binding.returns()) {
      var place = "%s.returns.%s".formatted(where, mapping.serviceProperty());
      var source = target.object().property(mapping.serviceProperty());
      if (source.isEmpty() || !target.method().returns().contains(mapping.serviceProperty())) {
        faults.error(
            place,
            "'%s'".formatted(Names.cut(mapping.serviceProperty())),
            "what the service method returns: " + Names.shown(target.method().returns()));
        continue;
      }
      var property = definition.property(mapping.property());
      if (property.isEmpty() || !method.returns().contains(mapping.property())) {
        faults.error(
            place,
            "'%s'".formatted(Names.cut(mapping.property())),
            "what the method returns: " + Names.shown(method.returns()));
      } else {
        SmartObjectCheck.checkFits(place, property.get().type(), source.get().type(), faults);
      }
    }
  }

  private void checkLists(int lists) {
    if (method.kind() == MethodKind.LIST && lists != 1) {
      faults.error(path, "%d lists".formatted(lists), "one service method that gives the rows");
    }
    if (method.kind() != MethodKind.LIST && lists > 0) {
      faults.error(path, "a list", "service methods of one row, as the method is no list");
    }
  }

  private void checkRollback() {
    boolean refused =
        method.bindings().onFailure() == OnFailure.ROLLBACK
            && Resources.common(services, method) == null;
    if (refused) {
      faults.error(
          path + ".onFailure",
          "rollback, while the services " + Resources.why(services, method),
          "continue, or one service with transactions");
    }
  }

  /** Inputs that go nowhere and returns that come from nowhere. */
  private void checkUse(List<ServiceBinding> bindings) {
    var used = new HashSet<String>();
    var given = new HashSet<String>();
    for (var binding : bindings) {
      binding.returns().forEach(mapping -> given.add(mapping.property()));
      for (var mapping : binding.inputs()) {
        if (mapping.source() instanceof Source.FromProperty from) {
          used.add(from.property());
        }
      }
    }
    for (var name : method.inputs()) {
      if (!used.contains(name)) {
        faults.warning(path, "no use of the input '%s'".formatted(name), "one, or no such input");
      }
    }
    for (var name : method.returns()) {
      if (!given.contains(name)) {
        faults.warning(
            path, "nothing that gives '%s'".formatted(name), "a mapping, or no such return");
      }
    }
  }
}
