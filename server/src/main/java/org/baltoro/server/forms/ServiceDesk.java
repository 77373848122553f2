package org.baltoro.server.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceDescription;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentWriter;
import org.baltoro.forms.library.DocumentLibrary;
import org.baltoro.forms.library.Kind;
import org.baltoro.forms.service.RestService;
import org.baltoro.forms.service.SqlService;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.layer.Generation;
import org.baltoro.forms.smartobject.layer.Services;
import org.jspecify.annotations.Nullable;

/** The services of a server, for those who look after them and bind SmartObjects to them. */
public final class ServiceDesk {
  private final DocumentLibrary library;
  private final Services services;
  private final ConfiguredServices configured;

  ServiceDesk(DocumentLibrary library, Services services, ConfiguredServices configured) {
    this.library = library;
    this.services = services;
    this.configured = configured;
  }

  /** What a service is. */
  public enum ServiceKind {
    SQL,
    REST,
    SMART_BOX,
    WORKFLOW
  }

  /** Whether it can be used, as of its last use on this node. */
  public enum Status {
    NOT_ASKED,
    USABLE,
    UNUSABLE,
    DISABLED
  }

  /**
   * A service.
   *
   * @param version of its document; null: the server's own
   * @param problem why it can't be used; null: it can, or nobody has asked
   */
  public record Summary(
      String name,
      ServiceKind kind,
      String displayName,
      String description,
      @Nullable Integer version,
      Status status,
      @Nullable String problem) {}

  /**
   * What a test came to.
   *
   * @param problem why it can't be used; null: it can
   * @param objects how many it has; null: it can't be used
   */
  public record Tested(
      String name,
      boolean usable,
      @Nullable String problem,
      long milliseconds,
      @Nullable Integer objects) {}

  /** All of them, by name. No service is asked for this. */
  public List<Summary> all() {
    var all = new ArrayList<Summary>();
    for (var name : services.names()) {
      summary(name).ifPresent(all::add);
    }
    return all;
  }

  /** One of them; empty if there is none of that name. */
  public Optional<Summary> summary(String name) {
    if (name.equals(FormServer.SMART_BOX)) {
      return Optional.of(own(name, ServiceKind.SMART_BOX, "The server's own tables"));
    }
    if (name.equals(FormServer.WORKFLOW)) {
      return Optional.of(own(name, ServiceKind.WORKFLOW, "Processes, worklists and instances"));
    }
    return Optional.ofNullable(configured.find(name)).map(this::deployed);
  }

  private static Summary own(String name, ServiceKind kind, String description) {
    return new Summary(name, kind, "", description, null, Status.USABLE, null);
  }

  private Summary deployed(ConfiguredService service) {
    var definition = service.definition();
    var lastUse = service.lastUse();
    return new Summary(
        definition.name(),
        switch (definition) {
          case SqlService sql -> ServiceKind.SQL;
          case RestService rest -> ServiceKind.REST;
        },
        definition.displayName(),
        definition.description(),
        library.defaultVersion(Kind.SERVICE, definition.name()).orElse(null),
        definition.enabled() ? status(lastUse) : Status.DISABLED,
        lastUse == null ? null : lastUse.problem());
  }

  private static Status status(ConfiguredService.@Nullable LastUse lastUse) {
    if (lastUse == null) {
      return Status.NOT_ASKED;
    }
    return lastUse.problem() == null ? Status.USABLE : Status.UNUSABLE;
  }

  /**
   * What a service has.
   *
   * @throws SmartObjectException if there is none of that name, or it can't be used
   */
  public ServiceDescription describe(String name) {
    return broker(name).describe();
  }

  /** Whether calls of it can be all or nothing. */
  public boolean hasTransactions(String name) {
    return broker(name).transactionalResource() != null;
  }

  /** Reaches a service, and reads anew what it has. */
  public Tested test(String name) {
    var broker = broker(name);
    long began = System.nanoTime();
    try {
      broker.refresh();
      int objects = broker.describe().objects().size();
      return new Tested(name, true, null, since(began), objects);
    } catch (SmartObjectException failure) {
      return new Tested(name, false, reason(broker, failure), since(began), null);
    }
  }

  /** For those who mend it more is told than for callers. */
  private static String reason(ServiceBroker broker, SmartObjectException failure) {
    var lastUse = broker instanceof ConfiguredService service ? service.lastUse() : null;
    var problem = lastUse == null ? null : lastUse.problem();
    return problem == null ? String.valueOf(failure.getMessage()) : problem;
  }

  private static long since(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }

  /**
   * A SmartObject of a service object, as a file that can be deployed as it is.
   *
   * @throws SmartObjectException if there is none of these names, or the service can't be used
   */
  public String smartObject(String service, String object, String name) {
    var definition = Generation.of(name, service, object(service, object));
    return DocumentWriter.write(new Document.OfSmartObject(definition));
  }

  /**
   * One object of a service.
   *
   * @throws SmartObjectException if there is none of these names, or the service can't be used
   */
  public ServiceObject object(String service, String object) {
    return describe(service)
        .object(object)
        .orElseThrow(() ->
            new SmartObjectException(
                SmartObjectProblem.NOT_FOUND,
                "The service '%s' has no object '%s'. If it is new there, test the service: that reads what it has."
                    .formatted(service, object)));
  }

  private ServiceBroker broker(String name) {
    var broker = services.find(name);
    if (broker == null) {
      throw new SmartObjectException(
          SmartObjectProblem.NOT_FOUND,
          "There is no service '%s'; there are %s."
              .formatted(name, String.join(", ", services.names())));
    }
    return broker;
  }
}
