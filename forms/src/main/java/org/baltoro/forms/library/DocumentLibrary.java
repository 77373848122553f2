package org.baltoro.forms.library;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.forms.service.ServiceDefinition;
import org.baltoro.forms.session.Documents;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.jspecify.annotations.Nullable;

/**
 * What is deployed, each document in its default version. What another node has deployed is seen
 * within two seconds; while one thread looks, the others go on with what is known. May be shared by
 * threads.
 */
public final class DocumentLibrary implements SmartObjectDefinitions, Documents {
  private static final Duration LOOKED_AT_FOR = Duration.ofSeconds(2);

  private final DocumentStore store;
  private final InstantSource clock;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock looking = new ReentrantLock();

  /** Versions never change, so these stay. */
  private final Map<Key, Document> read = new ConcurrentHashMap<>();

  private volatile Defaults defaults = new Defaults(Instant.MIN, Map.of());
  private final AtomicLong changes = new AtomicLong();
  private Map<Name, Integer> smartObjectsSeen = Map.of();

  private record Name(Kind kind, String name) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int kinds = kind.compareTo(other.kind);
      return kinds != 0 ? kinds : name.compareTo(other.name);
    }
  }

  private record Key(Name name, int version) {}

  private record Defaults(Instant readAt, Map<Name, Integer> versions) {
    /** Nothing is known, or something was changed here since: nobody may go on with it. */
    boolean isVoid() {
      return readAt.equals(Instant.MIN);
    }
  }

  public DocumentLibrary(DocumentStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Optional<SmartObjectDefinition> find(String name) {
    return document(Kind.SMART_OBJECT, name) instanceof Document.OfSmartObject found
        ? Optional.of(found.definition())
        : Optional.empty();
  }

  @Override
  public List<String> names() {
    return names(Kind.SMART_OBJECT);
  }

  /** The service of this name, as it is described by now. */
  public Optional<ServiceDefinition> service(String name) {
    return document(Kind.SERVICE, name) instanceof Document.OfService found
        ? Optional.of(found.definition())
        : Optional.empty();
  }

  @Override
  public Optional<View> view(String name) {
    return document(Kind.VIEW, name) instanceof Document.OfView found
        ? Optional.of(found.view())
        : Optional.empty();
  }

  @Override
  public Optional<Form> form(String name) {
    return document(Kind.FORM, name) instanceof Document.OfForm found
        ? Optional.of(found.form())
        : Optional.empty();
  }

  /**
   * Has something done whenever other versions of SmartObjects are found than were known, on this
   * node or another; before they are used.
   */
  public void onSmartObjectsChanged(Runnable listener) {
    listeners.add(listener);
  }

  /** The names of all documents of a kind, in order. */
  public List<String> names(Kind kind) {
    return versions().keySet().stream().filter(name -> name.kind == kind).map(Name::name).toList();
  }

  /** The version that is used; empty if there is no such document. */
  public Optional<Integer> defaultVersion(Kind kind, String name) {
    return Optional.ofNullable(versions().get(new Name(kind, name)));
  }

  /** All versions without their sources, newest first. */
  public List<StoredDocument> versions(Kind kind, String name) {
    return store.versions(kind, name);
  }

  /** One version, as it was deployed. */
  public Optional<StoredDocument> stored(Kind kind, String name, int version) {
    return store.find(kind, name, version);
  }

  /** The version that is used, as it was deployed; empty if there is no such document. */
  public Optional<StoredDocument> used(Kind kind, String name) {
    return defaultVersion(kind, name).flatMap(version -> stored(kind, name, version));
  }

  /**
   * @return false: there is no such version
   */
  boolean setDefault(Kind kind, String name, int version, DocumentStore.Also also) {
    boolean done = store.setDefault(kind, name, version, also);
    lookAgain();
    return done;
  }

  /**
   * @return false: there is a version of this number already
   */
  boolean add(StoredDocument document, DocumentStore.Also also) {
    boolean done = store.add(document, also);
    lookAgain();
    return done;
  }

  /** From now on what is in the store counts, however short ago it was looked at. */
  void lookAgain() {
    changes.incrementAndGet();
    defaults = new Defaults(Instant.MIN, Map.of());
  }

  private @Nullable Document document(Kind kind, String fullName) {
    var name = new Name(kind, fullName);
    var version = versions().get(name);
    return version == null ? null : read.computeIfAbsent(new Key(name, version), this::read);
  }

  private Document read(Key key) {
    var stored =
        store
            .find(key.name.kind, key.name.name, key.version)
            .orElseThrow(() -> unreadable(key, "it is gone"));
    var read = DocumentReader.read(stored.source(), key.name.name);
    var document = read.document();
    if (document == null || !read.deployable()) {
      throw unreadable(key, String.valueOf(read.problems()));
    }
    return switch (document) {
      case Document.OfService service -> service;
      case Document.OfSmartObject smartObject -> smartObject;
      case Document.OfView(var view) -> new Document.OfView(view.withVersion(key.version));
      case Document.OfForm(var form) -> new Document.OfForm(form.withVersion(key.version));
    };
  }

  private static IllegalStateException unreadable(Key key, String why) {
    return new IllegalStateException(
        "Version %d of %s '%s' was deployed but can't be read any more: %s. Deploy it again."
            .formatted(key.version, key.name.kind.words(), key.name.name, why));
  }

  private Map<Name, Integer> versions() {
    var known = defaults;
    if (isRecent(known)) {
      return known.versions;
    }
    if (known.isVoid()) {
      looking.lock();
    } else if (!looking.tryLock()) {
      return known.versions;
    }
    try {
      return isRecent(defaults) ? defaults.versions : look();
    } finally {
      looking.unlock();
    }
  }

  private boolean isRecent(Defaults known) {
    var now = clock.instant();
    return !known.readAt.isBefore(now.minus(LOOKED_AT_FOR)) && !known.readAt.isAfter(now);
  }

  private Map<Name, Integer> look() {
    long before = changes.get();
    var now = clock.instant();
    var fresh = new TreeMap<Name, Integer>();
    store.defaults().forEach(one -> fresh.put(new Name(one.kind(), one.name()), one.version()));
    var smartObjects = new TreeMap<>(fresh);
    smartObjects.keySet().removeIf(name -> name.kind != Kind.SMART_OBJECT);
    if (!smartObjects.equals(smartObjectsSeen)) {
      listeners.forEach(Runnable::run);
      smartObjectsSeen = smartObjects;
    }
    defaults = new Defaults(now, fresh);
    if (changes.get() != before) {
      defaults = new Defaults(Instant.MIN, fresh); // it may have been read before the change
    }
    return fresh;
  }
}
