package org.baltoro.server.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.forms.deploy.Words;
import org.baltoro.forms.library.Kind;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.PacketResult;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.server.forms.FormServer;
import org.baltoro.server.http.JsonShapes.Items;
import org.baltoro.server.http.SmartObjectJson.CallJson;
import org.baltoro.server.http.SmartObjectRows.ResultJson;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** SmartObjects: what the caller may execute of them, and its execution. */
@RestController
@RequestMapping(Route.FORMS + "/smartobjects")
final class SmartObjectsResource {
  private final FormsPart forms;

  SmartObjectsResource(FormsPart forms) {
    this.forms = forms;
  }

  record SmartObjectSummary(String name, String displayName, String description, int version) {}

  record MethodParameter(String name, String type, boolean required) {
    static MethodParameter of(Parameter parameter) {
      return new MethodParameter(
          parameter.name(), Words.of(parameter.type()), parameter.required());
    }
  }

  record PropertyJson(
      String name,
      String displayName,
      String description,
      String type,
      boolean key,
      boolean required,
      boolean unique,
      @Nullable Integer lengthMax) {
    static PropertyJson of(Property property) {
      return new PropertyJson(
          property.name(),
          property.displayName(),
          property.description(),
          Words.of(property.type()),
          property.key(),
          property.required(),
          property.unique(),
          property.lengthMax());
    }
  }

  record SmartObjectMethod(
      String name,
      String displayName,
      String description,
      String kind,
      List<String> inputs,
      List<String> requiredInputs,
      List<MethodParameter> parameters,
      List<String> returns) {
    static SmartObjectMethod of(Method method) {
      return new SmartObjectMethod(
          method.name(),
          method.displayName(),
          method.description(),
          Words.of(method.kind()),
          method.inputs(),
          method.requiredInputs(),
          method.parameters().stream().map(MethodParameter::of).toList(),
          method.returns());
    }
  }

  record AssociationJson(String name, String kind, String target) {}

  record SmartObjectDescription(
      String name,
      String displayName,
      String description,
      int version,
      List<PropertyJson> properties,
      List<SmartObjectMethod> methods,
      List<AssociationJson> associations) {}

  // ---- what there is

  @GetMapping
  Items<SmartObjectSummary> smartObjects(Connection connection) {
    var caller = FormServer.caller(connection);
    var library = server().library();
    var found = new ArrayList<SmartObjectSummary>();
    for (var name : library.names(Kind.SMART_OBJECT)) {
      var definition = library.find(name).orElse(null);
      if (definition != null && !methods(definition, caller).isEmpty()) {
        found.add(
            new SmartObjectSummary(
                name, definition.displayName(), definition.description(), version(name)));
      }
    }
    return new Items<>(found);
  }

  private static List<Method> methods(SmartObjectDefinition definition, Caller caller) {
    return definition.methods().stream()
        .filter(method -> definition.rightsOf(method).allow(caller))
        .toList();
  }

  private int version(String name) {
    return server().library().defaultVersion(Kind.SMART_OBJECT, name).orElse(0);
  }

  /** One that the caller may execute nothing of is as if it were not there. */
  @GetMapping("/description")
  SmartObjectDescription description(Connection connection, @RequestParam String name) {
    var definition =
        server()
            .library()
            .find(name)
            .filter(found -> !methods(found, FormServer.caller(connection)).isEmpty())
            .orElseThrow(() ->
                new BaltoroException(
                    Problem.NOT_FOUND,
                    "There is no SmartObject '%s' of which you may execute something."
                        .formatted(name)));
    return new SmartObjectDescription(
        name,
        definition.displayName(),
        definition.description(),
        version(name),
        definition.properties().stream().map(PropertyJson::of).toList(),
        methods(definition, FormServer.caller(connection)).stream()
            .map(SmartObjectMethod::of)
            .toList(),
        definition.associations().stream()
            .map(association ->
                new AssociationJson(
                    association.name(), Words.of(association.kind()), association.target()))
            .toList());
  }

  // ---- calls

  @PostMapping("/calls")
  ResultJson execute(Connection connection, @RequestBody CallJson body) {
    var call = SmartObjectJson.call(body, UnaryOperator.identity());
    var result = server().smartObjects().execute(FormServer.caller(connection), call);
    return new SmartObjectRows().result(result);
  }

  /** An entry: a call, and what later ones call it. */
  record EntryJson(
      @Nullable String id,
      @Nullable String smartObject,
      @Nullable String method,
      @Nullable Map<String, @Nullable Object> inputs,
      @Nullable Map<String, @Nullable Object> parameters,
      @Nullable Map<String, @Nullable Object> filter,
      @Nullable List<@Nullable Object> order,
      SmartObjectJson.@Nullable PageJson page) {
    CallJson call() {
      return new CallJson(smartObject, method, inputs, parameters, filter, order, page);
    }
  }

  record PacketJson(@Nullable List<EntryJson> entries, @Nullable Boolean atomic) {}

  record PacketResultJson(List<ResultJson> results) {}

  @PostMapping("/packets")
  PacketResultJson packet(Connection connection, @RequestBody PacketJson body) {
    var entries = PacketEntries.of(Route.required(body.entries(), "entries"));
    var packet = new Packet(entries, Boolean.TRUE.equals(body.atomic()));
    var result = server().smartObjects().execute(FormServer.caller(connection), packet);
    var rows = new SmartObjectRows();
    var results = result.results().stream().map(rows::result).toList();
    if (!result.succeeded()) {
      throw failed(result, results);
    }
    return new PacketResultJson(results);
  }

  private static BaltoroException failed(PacketResult result, List<ResultJson> results) {
    var more = new LinkedHashMap<String, Object>();
    more.put("failedEntry", result.failedEntry());
    more.put("results", results);
    return SmartObjectFailures.refusal(Objects.requireNonNull(result.failure()), more);
  }

  private FormServer server() {
    return forms.server();
  }
}
