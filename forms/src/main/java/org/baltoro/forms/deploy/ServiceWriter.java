package org.baltoro.forms.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.forms.broker.rest.RestDescription;
import org.baltoro.forms.broker.rest.RestMethod;
import org.baltoro.forms.broker.rest.RestObject;
import org.baltoro.forms.broker.rest.RestProperty;
import org.baltoro.forms.broker.rest.RestRetry;
import org.baltoro.forms.broker.rest.RestValue;
import org.baltoro.forms.broker.sql.SqlConfig;
import org.baltoro.forms.service.RestService;
import org.baltoro.forms.service.ServiceDefinition;
import org.baltoro.forms.service.SqlService;
import org.baltoro.language.yaml.DurationText;
import org.jspecify.annotations.Nullable;

/** Writes services. */
final class ServiceWriter {
  private ServiceWriter() {}

  static Map<String, Object> write(ServiceDefinition service) {
    var tree =
        new Tree()
            .put("service", service.name())
            .put(
                "kind",
                switch (service) {
                  case SqlService sql -> "sql";
                  case RestService rest -> "rest";
                })
            .putIfThere("displayName", service.displayName())
            .putIfThere("description", service.description())
            .putUnless("enabled", service.enabled(), true);
    switch (service) {
      case SqlService sql -> sql(tree, sql);
      case RestService rest -> rest(tree, rest.rest());
    }
    return tree.entries();
  }

  private static void sql(Tree tree, SqlService service) {
    var config = service.config();
    var password = service.password();
    tree.put("url", service.url())
        .putIfThere("user", service.user())
        .putIfThere("password", password == null ? null : password.toString())
        .putIfThere("schemas", config.schemas())
        .putIfThere("tables", config.tables())
        .putUnless("readOnly", config.readOnly(), false)
        .putUnless("connectionsMax", service.connectionsMax(), SqlService.CONNECTIONS)
        .putUnless(
            "connectTimeout",
            DurationText.write(service.connectTimeout()),
            DurationText.write(SqlService.CONNECT_TIMEOUT))
        .putUnless(
            "statementTimeout",
            DurationText.write(config.statementTimeout()),
            DurationText.write(SqlConfig.DEFAULTS.statementTimeout()));
  }

  private static void rest(Tree tree, RestDescription rest) {
    var usual = RestDescription.of(rest.base().toString());
    tree.put("url", rest.base().toString())
        .putIfThere("credential", rest.credential())
        .putUnless(
            "timeout", DurationText.write(rest.timeout()), DurationText.write(usual.timeout()))
        .putIfThere("retry", retry(rest.retry()))
        .putUnless("responseBytesMax", rest.responseBytesMax(), usual.responseBytesMax());
    var objects = new LinkedHashMap<String, Object>();
    rest.objects().forEach(object -> objects.put(object.name(), object(object)));
    tree.put("objects", objects);
  }

  private static @Nullable Map<String, Object> retry(RestRetry retry) {
    var usual = RestRetry.DEFAULTS;
    if (retry.equals(usual)) {
      return null;
    }
    return new Tree()
        .put("attempts", retry.attempts())
        .put("first", DurationText.write(retry.first()))
        .put("longest", DurationText.write(retry.longest()))
        .entries();
  }

  private static Map<String, Object> object(RestObject object) {
    var properties = new LinkedHashMap<String, Object>();
    object.properties().forEach(property -> properties.put(property.name(), property(property)));
    var methods = new LinkedHashMap<String, Object>();
    object.methods().forEach(method -> methods.put(method.name(), method(method)));
    return new Tree()
        .putIfThere("description", object.description())
        .putIfThere("properties", properties)
        .putIfThere("methods", methods)
        .entries();
  }

  private static Object property(RestProperty property) {
    var type = Words.of(property.type());
    var tree =
        new Tree()
            .put("type", type)
            .putUnless("key", property.key(), false)
            .putUnless("at", property.pointer(), RestServiceReader.pointer(property.name()))
            .entries();
    return tree.size() == 1 ? type : tree;
  }

  private static Map<String, Object> method(RestMethod method) {
    return new Tree()
        .put("kind", Words.of(method.kind()))
        .put("request", (method.verb() + " " + method.path()).strip())
        .putIfThere("query", values(method.query()))
        .putIfThere("headers", values(method.headers()))
        .putIfThere("body", values(method.body()))
        .putIfThere("requiredInputs", method.required())
        .putIfThere("parameters", SmartObjectWriter.parameters(method.parameters()))
        .putIfThere("rows", method.rows())
        .putIfThere("returns", method.returns())
        .putIfThere("filters", new LinkedHashMap<String, Object>(method.filters()))
        .putUnless("repeatable", method.repeatable(), false)
        .entries();
  }

  private static Map<String, Object> values(Map<String, RestValue> values) {
    var all = new LinkedHashMap<String, Object>();
    values.forEach((name, value) ->
        all.put(
            name,
            switch (value) {
              case RestValue.Input(var input) -> input;
              case RestValue.Constant(var constant) ->
                  new Tree().put("value", SourceWriter.plain(constant)).entries();
            }));
    return all;
  }
}
