package org.baltoro.bench;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.baltoro.forms.broker.java.JavaBroker;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.forms.rule.VirtualThreads;
import org.baltoro.forms.session.Documents;
import org.baltoro.forms.session.Forms;
import org.baltoro.forms.session.SessionLimits;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.baltoro.forms.smartobject.SmartObjectObserver;
import org.baltoro.forms.smartobject.layer.Generation;
import org.baltoro.forms.smartobject.layer.LayerConfig;
import org.baltoro.forms.smartobject.layer.Services;
import org.baltoro.forms.smartobject.layer.SmartObjectLayer;

/** Documents and services in memory, and the forms that are opened on them. */
final class FormShop implements Documents, SmartObjectDefinitions {
  static final Caller USER = new Caller("ann", Set.of("buyers"), null);

  private static final int MESSAGES_MAX = 10_000;

  private final Map<String, SmartObjectDefinition> smartObjects = new TreeMap<>();
  private final Map<String, View> views = new LinkedHashMap<>();
  private final Map<String, Form> forms = new LinkedHashMap<>();
  private final Services services = new Services();
  private final SmartObjectLayer layer =
      new SmartObjectLayer(
          this,
          services,
          LayerConfig.DEFAULTS,
          InstantSource.system(),
          new SmartObjectObserver() {});

  /** A service object, and a SmartObject of it by the same name. */
  FormShop service(JavaObject object) {
    var name = object.description().name();
    services.register(name, JavaBroker.of(object));
    smartObjects.put(name, Generation.of(name, name, object.description()));
    return this;
  }

  FormShop deploy(String yaml) {
    var read = DocumentReader.read(yaml, "bench.yaml");
    switch (read.document()) {
      case Document.OfForm(var form) -> forms.put(form.name(), form);
      case Document.OfView(var view) -> views.put(view.name(), view);
      case null, default -> throw new IllegalArgumentException(read.problems().toString());
    }
    return this;
  }

  SmartObjectLayer layer() {
    return layer;
  }

  /** Forms with the limits of a server, but as many messages as a user without hands can send. */
  Forms forms() {
    var usual = SessionLimits.DEFAULTS;
    var limits =
        new SessionLimits(
            usual.textMax(),
            usual.fileBytesMax(),
            usual.changesMax(),
            usual.rowsMax(),
            MESSAGES_MAX,
            MESSAGES_MAX,
            usual.windowsMax(),
            usual.runsMax(),
            usual.depthMax(),
            usual.tracesMax());
    var threads = new VirtualThreads(InstantSource.system());
    return new Forms(this, layer, this, threads, ZoneOffset.UTC, limits);
  }

  @Override
  public Optional<Form> form(String name) {
    return Optional.ofNullable(forms.get(name));
  }

  @Override
  public Optional<View> view(String name) {
    return Optional.ofNullable(views.get(name));
  }

  @Override
  public Optional<SmartObjectDefinition> find(String name) {
    return Optional.ofNullable(smartObjects.get(name));
  }

  @Override
  public List<String> names() {
    return List.copyOf(smartObjects.keySet());
  }
}
