package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.smartobject.Association;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.OnFailure;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.Source;
import org.baltoro.forms.smartobject.SystemValue;
import org.jspecify.annotations.Nullable;

/** Writes SmartObjects. */
final class SmartObjectWriter {
  private SmartObjectWriter() {}

  static Map<String, Object> write(SmartObjectDefinition definition) {
    return new Tree()
        .put("smartObject", definition.name())
        .putIfThere("displayName", definition.displayName())
        .putIfThere("description", definition.description())
        .putIfThere("smartBox", definition.smartBox())
        .putIfThere("rights", FormWriter.rights(definition.rights()))
        .putIfThere("properties", properties(definition.properties()))
        .putIfThere("methods", methods(definition.methods()))
        .putIfThere("associations", associations(definition.associations()))
        .entries();
  }

  private static Map<String, Object> properties(List<Property> properties) {
    var all = new LinkedHashMap<String, Object>();
    for (var property : properties) {
      var tree =
          new Tree()
              .put("type", Words.of(property.type()))
              .putIfThere("displayName", property.displayName())
              .putIfThere("description", property.description())
              .putUnless("key", property.key(), false)
              .putUnless("required", property.required(), false)
              .putUnless("unique", property.unique(), false)
              .putIfThere("default", value(property.defaultValue()))
              .putIfThere("lengthMax", property.lengthMax())
              .putIfThere("was", property.was())
              .putUnless("inSmartBox", property.inSmartBox(), true)
              .entries();
      all.put(property.name(), tree.size() == 1 ? Words.of(property.type()) : tree);
    }
    return all;
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case SystemValue system -> new Tree().put("system", Words.key(system)).entries();
      default -> SourceWriter.plain(value);
    };
  }

  private static Map<String, Object> methods(List<Method> methods) {
    var all = new LinkedHashMap<String, Object>();
    for (var method : methods) {
      var tree =
          new Tree()
              .put("kind", Words.of(method.kind()))
              .putIfThere("displayName", method.displayName())
              .putIfThere("description", method.description())
              .putIfThere("inputs", method.inputs())
              .putIfThere("requiredInputs", method.requiredInputs())
              .putIfThere("parameters", parameters(method.parameters()))
              .putIfThere("returns", method.returns())
              .put(
                  "bindings",
                  method.bindings().bindings().stream()
                      .map(binding -> binding(binding, method))
                      .toList())
              .putUnless(
                  "onFailure",
                  Words.of(method.bindings().onFailure()),
                  Words.of(OnFailure.CONTINUE));
      var rights = method.rights();
      if (rights != null) {
        var shown = FormWriter.rights(rights);
        tree.put("rights", shown == null ? "everyone" : shown);
      }
      all.put(method.name(), tree.entries());
    }
    return all;
  }

  static Map<String, Object> parameters(List<Parameter> parameters) {
    var all = new LinkedHashMap<String, Object>();
    for (var parameter : parameters) {
      var tree =
          new Tree()
              .put("type", Words.of(parameter.type()))
              .putUnless("required", parameter.required(), false)
              .putIfThere("default", value(parameter.defaultValue()))
              .entries();
      all.put(parameter.name(), tree.size() == 1 ? Words.of(parameter.type()) : tree);
    }
    return all;
  }

  private static Object binding(ServiceBinding binding, Method method) {
    var tree =
        new Tree()
            .putUnless("name", binding.name(), binding.serviceMethod())
            .put("service", binding.service())
            .put("serviceObject", binding.serviceObject())
            .put("serviceMethod", binding.serviceMethod());
    var parameters = MethodReader.names(method.parameters());
    if (!binding.inputs().equals(ServiceBinding.sameInputs(method.inputs(), parameters))) {
      var inputs = new LinkedHashMap<String, Object>();
      binding.inputs().forEach(input -> inputs.put(input.input(), source(input.source())));
      tree.put("inputs", inputs);
    }
    if (!binding.returns().equals(ServiceBinding.sameReturns(method.returns()))) {
      var returns = new LinkedHashMap<String, Object>();
      binding
          .returns()
          .forEach(mapping -> returns.put(mapping.serviceProperty(), mapping.property()));
      tree.put("returns", returns);
    }
    return tree.entries();
  }

  private static Object source(Source source) {
    return switch (source) {
      case Source.FromProperty(var property) -> property;
      case Source.FromParameter(var parameter) -> new Tree().put("parameter", parameter).entries();
      case Source.FromSystem(var value) -> new Tree().put("system", Words.key(value)).entries();
      case Source.Constant(var value) -> constant(value);
      case Source.FromBinding(var binding, var property) ->
          new Tree().put("binding", binding).put("returns", property).entries();
    };
  }

  private static Object constant(@Nullable Object value) {
    var written = SourceWriter.write(new org.baltoro.forms.document.Source.Literal(value));
    return written instanceof Map ? written : new Tree().put("value", written).entries();
  }

  private static Map<String, Object> associations(List<Association> associations) {
    var all = new LinkedHashMap<String, Object>();
    for (var association : associations) {
      var pairs = new ArrayList<Object>();
      for (var pair : association.pairs()) {
        pairs.add(
            new Tree()
                .put("property", pair.property())
                .put("target", pair.targetProperty())
                .putIfThere("linkProperty", pair.linkProperty())
                .putIfThere("linkTarget", pair.linkTargetProperty())
                .entries());
      }
      all.put(
          association.name(),
          new Tree()
              .put("kind", Words.of(association.kind()))
              .put("target", association.target())
              .putIfThere("pairs", pairs)
              .putIfThere("link", association.link())
              .entries());
    }
    return all;
  }
}
