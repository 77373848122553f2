package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.broker.sql.SqlTable;
import org.baltoro.forms.smartobject.InputMapping;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.OnFailure;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.ReturnMapping;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.ServiceBindings;
import org.baltoro.forms.smartobject.Source;
import org.baltoro.forms.smartobject.SystemValue;
import org.baltoro.language.yaml.PlainValue;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads the methods of SmartObjects and the service methods that they call. */
final class MethodReader {
  private static final List<String> KEYS =
      List.of(
          "kind",
          "displayName",
          "description",
          "inputs",
          "requiredInputs",
          "parameters",
          "returns",
          "bindings",
          "onFailure",
          "rights");
  private static final List<String> BINDING_KEYS =
      List.of("name", "service", "serviceObject", "serviceMethod", "inputs", "returns");
  private static final List<String> SOURCES =
      List.of("property", "parameter", "system", "value", "binding", "empty");
  private static final List<String> SOURCE_KEYS = Parts.with(SOURCES, "returns", "type");

  private final Parts parts;
  private final String smartObject;
  private final @Nullable String smartBox;

  /**
   * @param smartBox the service that keeps a table for the SmartObject; null: none
   */
  MethodReader(Parts parts, String smartObject, @Nullable String smartBox) {
    this.parts = parts;
    this.smartObject = smartObject;
    this.smartBox = smartBox;
  }

  List<Method> read(Section definition) {
    var methods = new ArrayList<Method>();
    definition
        .entries("methods", "a mapping of methods by name")
        .forEach((name, part) -> methods.add(method(name, part)));
    return methods;
  }

  private Method method(String name, Part part) {
    var section = parts.section(part, "a method", KEYS);
    if (!section.has("kind")) {
      section.missing("kind", "one of " + String.join(", ", Words.all(MethodKind.class).keySet()));
    }
    var kind = section.choice("kind", Words.all(MethodKind.class), MethodKind.EXECUTE);
    var inputs = section.texts("inputs", "properties");
    var parameters = parameters(parts, section);
    var returns = section.texts("returns", "properties");
    return new Method(
        name,
        section.text("displayName", ""),
        section.text("description", ""),
        kind,
        inputs,
        section.texts("requiredInputs", "inputs"),
        parameters,
        returns,
        new ServiceBindings(
            bindings(section, kind, inputs, names(parameters), returns),
            section.choice("onFailure", Words.all(OnFailure.class), OnFailure.CONTINUE)),
        section.has("rights") ? RightsReader.read(parts, section, "rights") : null);
  }

  static List<Parameter> parameters(Parts parts, Section method) {
    var parameters = new ArrayList<Parameter>();
    method
        .entries("parameters", "a mapping of parameters by name")
        .forEach((name, part) -> parameters.add(parameter(parts, name, part)));
    return parameters;
  }

  static List<String> names(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::name).toList();
  }

  private static Parameter parameter(Parts parts, String name, Part part) {
    if (!part.isMapping()) {
      return Parameter.of(name, Types.read(parts, part));
    }
    var section = parts.section(part, "a parameter", List.of("type", "required", "default"));
    var type = Types.required(parts, section, PropertyType.TEXT);
    return new Parameter(
        name,
        type,
        section.truth("required", false),
        SmartObjectReader.defaultValue(parts, section, type));
  }

  private List<ServiceBinding> bindings(
      Section method,
      MethodKind kind,
      List<String> inputs,
      List<String> parameters,
      List<String> returns) {
    if (!method.has("bindings")) {
      var standard = standardMethod(kind);
      if (smartBox != null && standard != null) {
        return List.of(
            ServiceBinding.sameNames(smartBox, smartObject, standard, inputs, parameters, returns));
      }
      method.missing("bindings", "a list of { service, serviceObject, serviceMethod }");
    }
    var bindings = new ArrayList<ServiceBinding>();
    for (var item : method.items("bindings", "a list of service methods")) {
      bindings.add(binding(item, inputs, parameters, returns));
    }
    return bindings;
  }

  /** Of a table that a SmartBox keeps; null: there is none of this kind. */
  private static @Nullable String standardMethod(MethodKind kind) {
    return switch (kind) {
      case CREATE -> SqlTable.CREATE;
      case READ -> SqlTable.READ;
      case UPDATE -> SqlTable.UPDATE;
      case DELETE -> SqlTable.DELETE;
      case LIST -> SqlTable.LIST;
      case EXECUTE -> null;
    };
  }

  private ServiceBinding binding(
      Part item, List<String> inputs, List<String> parameters, List<String> returns) {
    var section = parts.section(item, "a service method", BINDING_KEYS);
    var method = section.requiredText("serviceMethod", "a method of the service object");
    return new ServiceBinding(
        section.text("name", method),
        section.requiredText("service", "a registered service"),
        section.requiredText("serviceObject", "an object of the service"),
        method,
        section.has("inputs") ? inputs(section) : ServiceBinding.sameInputs(inputs, parameters),
        section.has("returns") ? returns(section) : ServiceBinding.sameReturns(returns));
  }

  private List<InputMapping> inputs(Section binding) {
    var inputs = new ArrayList<InputMapping>();
    binding
        .entries("inputs", "a mapping: what the service method takes, from where")
        .forEach((name, part) -> inputs.add(new InputMapping(name, source(part, name))));
    return inputs;
  }

  /** A property by its name, or a mapping that says what it is. */
  private Source source(Part part, String name) {
    if (!part.isMapping()) {
      var property = part.single();
      if (property == null) {
        parts.reading.unreadable(
            part.path(), part.shown(), "a property, or a mapping of " + SOURCES);
      }
      return new Source.FromProperty(property == null ? name : property);
    }
    var section = parts.section(part, "where the input comes from", SOURCE_KEYS);
    var kinds = part.keys().stream().filter(SOURCES::contains).toList();
    if (kinds.size() != 1) {
      if (!section.hasUnknown()) {
        parts.reading.unreadable(part.path(), "a mapping with " + part.keys(), "one of " + SOURCES);
      }
      return new Source.FromProperty(name);
    }
    return source(section, kinds.getFirst());
  }

  private Source source(Section section, String kind) {
    return switch (kind) {
      case "property" -> new Source.FromProperty(section.requiredText(kind, "a property"));
      case "parameter" -> new Source.FromParameter(section.requiredText(kind, "a parameter"));
      case "system" ->
          new Source.FromSystem(
              section.choice(kind, SmartObjectReader.SYSTEM, SystemValue.CURRENT_USER));
      case "binding" ->
          new Source.FromBinding(
              section.requiredText(kind, "an earlier binding"),
              section.requiredText("returns", "what it returned"));
      case "empty" -> new Source.Constant(null);
      default -> constant(section);
    };
  }

  private Source constant(Section section) {
    var part = java.util.Objects.requireNonNull(section.part("value"));
    var type = section.part("type");
    return new Source.Constant(
        type == null
            ? SourceReader.plain(PlainValue.read(parts.reading, part, false))
            : new SourceReader(parts).typed(part, Types.read(parts, type)));
  }

  private List<ReturnMapping> returns(Section binding) {
    var returns = new ArrayList<ReturnMapping>();
    binding
        .entries("returns", "a mapping: what the service method returns, into which property")
        .forEach((name, part) -> {
          var property = binding.text(part, "a property");
          returns.add(new ReturnMapping(name, property == null ? "" : property));
        });
    return returns;
  }
}
