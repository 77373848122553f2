package org.baltoro.server.http;

import java.util.List;
import java.util.Locale;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.forms.broker.ServiceMethod;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceProperty;
import org.baltoro.forms.deploy.Words;
import org.baltoro.server.forms.ServiceDesk;
import org.baltoro.server.http.JsonShapes.Items;
import org.baltoro.server.http.SmartObjectsResource.MethodParameter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The services that SmartObjects are bound to. Needs the Export right. */
@RestController
@RequestMapping(Route.FORMS + "/services")
final class ServicesResource {
  private final FormsPart forms;

  ServicesResource(FormsPart forms) {
    this.forms = forms;
  }

  record ServicePropertyJson(
      String name, String type, boolean key, boolean required, @Nullable Integer lengthMax) {
    static ServicePropertyJson of(ServiceProperty property) {
      return new ServicePropertyJson(
          property.name(),
          Words.of(property.type()),
          property.key(),
          property.required(),
          property.lengthMax());
    }
  }

  record ServiceMethodDescription(
      String name,
      String kind,
      List<String> inputs,
      List<String> requiredInputs,
      List<MethodParameter> parameters,
      List<String> returns,
      List<String> filters,
      List<String> sorts,
      boolean pages) {
    static ServiceMethodDescription of(ServiceMethod method) {
      return new ServiceMethodDescription(
          method.name(),
          Words.of(method.kind()),
          method.inputs(),
          method.requiredInputs(),
          method.parameters().stream().map(MethodParameter::of).toList(),
          method.returns(),
          List.copyOf(method.pushDown().filtered()),
          List.copyOf(method.pushDown().sorted()),
          method.pushDown().pages());
    }
  }

  record ServiceObjectDescription(
      String name,
      String description,
      List<ServicePropertyJson> properties,
      List<ServiceMethodDescription> methods) {
    static ServiceObjectDescription of(ServiceObject object) {
      return new ServiceObjectDescription(
          object.name(),
          object.description(),
          object.properties().stream().map(ServicePropertyJson::of).toList(),
          object.methods().stream().map(ServiceMethodDescription::of).toList());
    }
  }

  record ServiceDescriptionJson(
      String name,
      ServiceDesk.ServiceKind kind,
      String displayName,
      String description,
      boolean transactions,
      List<ServiceObjectDescription> objects) {}

  record Generated(String name, String file, String source) {}

  @GetMapping
  Items<ServiceDesk.Summary> services(Connection connection) {
    return new Items<>(desk(connection).all());
  }

  @GetMapping("/description")
  ServiceDescriptionJson description(
      Connection connection,
      @RequestParam String name,
      @RequestParam(required = false) @Nullable String object) {
    var desk = desk(connection);
    var summary = summary(desk, name);
    var objects =
        object == null ? desk.describe(name).objects() : List.of(desk.object(name, object));
    return new ServiceDescriptionJson(
        name,
        summary.kind(),
        summary.displayName(),
        summary.description(),
        desk.hasTransactions(name),
        objects.stream().map(ServiceObjectDescription::of).toList());
  }

  @PostMapping("/test")
  ServiceDesk.Tested test(Connection connection, @RequestParam String name) {
    var desk = desk(connection);
    return desk.test(summary(desk, name).name());
  }

  /** Without a name the service's and the object's. */
  @GetMapping("/smartObject")
  Generated smartObject(
      Connection connection,
      @RequestParam String service,
      @RequestParam String object,
      @RequestParam(required = false) @Nullable String name) {
    var desk = desk(connection);
    var called = name == null ? summary(desk, service).name() + "/" + object : name;
    return new Generated(called, file(called), desk.smartObject(service, object, called));
  }

  /** {@code purchase-order.yaml} for {@code Shop/Purchase Order}. */
  private static String file(String name) {
    var own = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return own.strip().replaceAll("[^\\p{L}\\p{Nd}]+", "-") + ".yaml";
  }

  private static ServiceDesk.Summary summary(ServiceDesk desk, String name) {
    return desk.summary(name)
        .orElseThrow(() ->
            new BaltoroException(
                Problem.NOT_FOUND,
                "There is no service '%s'; there are %s."
                    .formatted(
                        name,
                        String.join(
                            ", ", desk.all().stream().map(ServiceDesk.Summary::name).toList()))));
  }

  private ServiceDesk desk(Connection connection) {
    FormDocumentsResource.requireExport(connection);
    return forms.server().serviceDesk();
  }
}
