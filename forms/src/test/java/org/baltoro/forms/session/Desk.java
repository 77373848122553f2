package org.baltoro.forms.session;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.java.JavaBroker;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.forms.rule.SimulatedTime;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.layer.CallCounter;
import org.baltoro.forms.smartobject.layer.Generation;
import org.baltoro.forms.smartobject.layer.LayerConfig;
import org.baltoro.forms.smartobject.layer.Services;
import org.baltoro.forms.smartobject.layer.SmartObjectLayer;
import org.baltoro.forms.support.Deployed;
import org.jspecify.annotations.Nullable;

/** Where users sit at forms, and time passes when everything waits. */
final class Desk implements AutoCloseable, Documents {
  static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  static final Caller ANN = new Caller("ann", Set.of("Buyers"), null);

  final SimulatedTime time = new SimulatedTime(START);
  final CallCounter counter = new CallCounter();

  /** Methods that fail: {@code "Lists.A"}. */
  final Set<String> broken = new LinkedHashSet<>();

  /** What Java methods were called with, in order: {@code "Lists.A {Code=x}"}. */
  final List<String> called = new ArrayList<>();

  private final Deployed deployed = new Deployed();
  private final Services services = new Services();
  private final SmartObjectLayer layer =
      new SmartObjectLayer(deployed, services, LayerConfig.DEFAULTS, time, counter);
  private final Map<String, Form> forms = new LinkedHashMap<>();
  private final Map<String, View> views = new LinkedHashMap<>();
  private SessionLimits limits = SessionLimits.DEFAULTS;

  @Override
  public Optional<Form> form(String name) {
    return Optional.ofNullable(forms.get(name));
  }

  @Override
  public Optional<View> view(String name) {
    return Optional.ofNullable(views.get(name));
  }

  Desk has(Design.ViewDesign view) {
    return has(view.made());
  }

  Desk has(View view) {
    views.put(view.name(), view);
    return this;
  }

  Desk has(Design.FormDesign form) {
    return has(form.made());
  }

  Desk has(Form form) {
    forms.put(form.name(), form);
    return this;
  }

  Desk with(SessionLimits others) {
    limits = others;
    return this;
  }

  Forms forms() {
    return new Forms(this, layer, deployed, time, ZoneOffset.UTC, limits);
  }

  SmartObjectLayer layer() {
    return layer;
  }

  // SmartObjects

  Desk has(SmartObjectDefinition definition) {
    deployed.add(definition);
    return this;
  }

  /** Makes SmartObjects of what a service has, by the same names. */
  Desk service(String name, ServiceBroker broker) {
    services.register(name, broker);
    for (var object : broker.describe().objects()) {
      deployed.add(Generation.of(object.name(), name, object));
    }
    return this;
  }

  /** A SmartObject of list methods that take so many seconds each: {@code A 5}. */
  Desk lists(String name, Object... methodsAndSeconds) {
    var object =
        JavaObject.named(name)
            .key("Code", PropertyType.TEXT)
            .property("Name", PropertyType.TEXT)
            .property("Parent", PropertyType.TEXT);
    for (int place = 0; place < methodsAndSeconds.length; place += 2) {
      var method = (String) methodsAndSeconds[place];
      int seconds = (Integer) methodsAndSeconds[place + 1];
      object =
          object
              .method(method, MethodKind.LIST)
              .gives("Code", "Name", "Parent")
              .lists(call -> slow(name + "." + method, seconds, rows(method)));
    }
    return service(name, JavaBroker.of(object.build()));
  }

  private static List<Row> rows(String method) {
    var rows = new ArrayList<Row>();
    for (int number = 1; number <= 3; number++) {
      var code = method.toLowerCase(java.util.Locale.ROOT) + number;
      rows.add(Row.of("Code", code, "Name", method + " " + number, "Parent", "a" + number));
    }
    return rows;
  }

  <T extends @Nullable Object> T slow(String method, int seconds, T value)
      throws InterruptedException {
    called.add(method);
    time.pause(Duration.ofSeconds(seconds));
    if (broken.contains(method)) {
      throw new IllegalArgumentException(method + " is broken.");
    }
    return value;
  }

  // Users

  FormSession open(String form) {
    return open(form, Map.of());
  }

  FormSession open(String form, Map<String, ? extends @Nullable Object> parameters) {
    return FormSession.open(forms(), ANN, form, parameters, null);
  }

  FormSession begin(String form) {
    return FormSession.begin(forms(), ANN, form, Map.of(), null);
  }

  /** Seconds since the start. */
  long seconds() {
    return Duration.between(START, time.now()).toSeconds();
  }

  void wait(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  @Override
  public void close() {
    time.close();
  }
}
