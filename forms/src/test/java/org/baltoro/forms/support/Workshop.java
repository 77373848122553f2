package org.baltoro.forms.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.PacketResult;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.layer.CallCounter;
import org.baltoro.forms.smartobject.layer.Generation;
import org.baltoro.forms.smartobject.layer.LayerConfig;
import org.baltoro.forms.smartobject.layer.Services;
import org.baltoro.forms.smartobject.layer.SmartObjectLayer;
import org.jspecify.annotations.Nullable;

/** A layer with its services and SmartObjects, for stories about them. */
public final class Workshop {
  public static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  public static final Caller ANN = new Caller("ann", Set.of("Buyers"), null);
  public static final Caller BOB = new Caller("bob", Set.of("Clerks"), null);

  private final Deployed deployed = new Deployed();
  private final Services services = new Services();
  private final CallCounter counter = new CallCounter();
  private final SmartObjectLayer layer;

  public Workshop() {
    this(LayerConfig.DEFAULTS);
  }

  public Workshop(LayerConfig config) {
    this.layer = new SmartObjectLayer(deployed, services, config, () -> NOW, counter);
  }

  public Workshop service(String name, ServiceBroker broker) {
    services.register(name, broker);
    return this;
  }

  /** Deploys it, and registers it. */
  public Workshop deploy(SmartObjectDefinition definition) {
    layer.deploy(definition);
    deployed.add(definition);
    return this;
  }

  /** Makes SmartObjects of service objects, and deploys them by the same names. */
  public Workshop generate(String service, ServiceBroker broker, String... objects) {
    service(service, broker);
    for (var name : objects) {
      var object = broker.describe().object(name).orElseThrow();
      deploy(Generation.of(name, service, object));
    }
    return this;
  }

  public Services services() {
    return services;
  }

  /** A service that is registered. */
  public ServiceBroker broker(String name) {
    return Objects.requireNonNull(services.find(name), name);
  }

  /** Why a packet failed, which it must have. */
  public static SmartObjectException failure(PacketResult result) {
    return Objects.requireNonNull(result.failure(), "The packet was done.");
  }

  public SmartObjectLayer layer() {
    return layer;
  }

  public CallCounter counter() {
    return counter;
  }

  public SmartObjectDefinition definition(String name) {
    return deployed.find(name).orElseThrow();
  }

  public Result call(MethodCall call) {
    return layer.execute(ANN, call);
  }

  public Result call(String smartObject, String method, @Nullable Object... namesAndValues) {
    return call(MethodCall.of(smartObject, method, namesAndValues));
  }

  /** The one row that a call gives. */
  public Row row(String smartObject, String method, @Nullable Object... namesAndValues) {
    return call(smartObject, method, namesAndValues).first().orElseThrow();
  }

  /** The values of one property in a list. */
  public List<@Nullable Object> values(MethodCall list, String property) {
    var values = new ArrayList<@Nullable Object>();
    call(list).rows().forEach(row -> values.add(row.get(property)));
    return values;
  }

  public PacketResult packet(Packet.Entry... entries) {
    return layer.execute(ANN, Packet.of(entries));
  }

  public PacketResult atomic(Packet.Entry... entries) {
    return layer.execute(ANN, Packet.atomic(entries));
  }

  /** A call that must be refused so. */
  public SmartObjectException refused(SmartObjectProblem problem, MethodCall call) {
    var failure = catchThrowableOfType(SmartObjectException.class, () -> call(call));
    assertThat(failure).as("the call of %s", call.reference()).isNotNull();
    assertThat(failure.problem()).as(failure.getMessage()).isEqualTo(problem);
    return failure;
  }
}
