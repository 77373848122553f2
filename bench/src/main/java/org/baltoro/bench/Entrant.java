package org.baltoro.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.baltoro.bench.contender.Workload;

/** Who takes part: an engine with its settings, in processes of its own. */
enum Entrant {
  RAW("Raw store", Kind.LIMIT, "baltoro.RawStore", "", Offer.WITHOUT_ENGINE),
  BALTORO("Baltoro", Kind.BALTORO, "baltoro.Baltoro", "", Offer.ALL),
  BALTORO_HTTP("Baltoro over HTTP", Kind.BALTORO, "baltoro.HttpBaltoro", "", Offer.WORK_OF_BALTORO),
  OPERATON("Operaton", Kind.BPMN, "operaton.Operaton", "default", Offer.OF_BPMN),
  OPERATON_BEST("Operaton, tuned", Kind.BPMN, "operaton.Operaton", "best", Offer.OF_BPMN),
  OPERATON_BARE(
      "Operaton, tuned, no history", Kind.BARE, "operaton.Operaton", "bare", Offer.OF_BPMN),
  FLOWABLE("Flowable", Kind.BPMN, "flowable.Flowable", "default", Offer.OF_BPMN),
  FLOWABLE_BEST("Flowable, tuned", Kind.BPMN, "flowable.Flowable", "best", Offer.OF_BPMN),
  FLOWABLE_BARE(
      "Flowable, tuned, no history", Kind.BARE, "flowable.Flowable", "bare", Offer.OF_BPMN),
  DBOS("DBOS", Kind.DBOS, "dbos.Dbos", "default", Offer.OF_DBOS),
  DBOS_BEST("DBOS, tuned", Kind.DBOS, "dbos.Dbos", "best", Offer.OF_DBOS),
  RAW_SQLITE("Raw store, SQLite", Kind.LIMIT, "baltoro.RawStore", "", Offer.WITHOUT_ENGINE),
  BALTORO_SQLITE("Baltoro, SQLite", Kind.BALTORO, "baltoro.Baltoro", "", Offer.ALL);

  /** What it is to Baltoro. */
  enum Kind {
    BALTORO,
    LIMIT,
    BPMN,
    /**
     * A BPMN engine that keeps no history: measured, but not what the best peer is looked for in.
     */
    BARE,
    DBOS
  }

  private final String title;
  private final Kind kind;
  private final String mainClass;
  private final String settings;
  private final Offer offer;

  Entrant(String title, Kind kind, String mainClass, String settings, Offer offer) {
    this.title = title;
    this.kind = kind;
    this.mainClass = mainClass;
    this.settings = settings;
    this.offer = offer;
  }

  static Entrant of(String key) {
    return Arrays.stream(values())
        .filter(entrant -> entrant.key().equals(key))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no contender '%s': give some of %s."
                    .formatted(key, Arrays.stream(values()).map(Entrant::key).toList())));
  }

  static List<String> onPostgres() {
    return Arrays.stream(values())
        .filter(entrant -> entrant.store() == Databases.Kind.POSTGRES)
        .map(Entrant::key)
        .toList();
  }

  /** What it is called on the command line and in files. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String title() {
    return title;
  }

  Kind kind() {
    return kind;
  }

  boolean isPeer() {
    return kind == Kind.BPMN || kind == Kind.DBOS;
  }

  String mainClass() {
    return "org.baltoro.bench." + mainClass;
  }

  /** Of its class; empty: it has none. */
  String settings() {
    return settings;
  }

  /** The module of {@code bench/} that it lives in; {@code baltoro}: in this one. */
  String module() {
    return mainClass.substring(0, mainClass.indexOf('.'));
  }

  Databases.Kind store() {
    return name().endsWith("_SQLITE") ? Databases.Kind.SQLITE : Databases.Kind.POSTGRES;
  }

  boolean offers(Workload workload) {
    return offer.workloads.contains(workload);
  }

  /** Whether instances can be started that wait: for the outside, for people, for a time. */
  boolean keepsWaiting() {
    return offer.waiting;
  }

  /** The least that can be started and completed. */
  Workload simplest() {
    return kind == Kind.DBOS ? Workload.STEPS : Workload.STRAIGHT;
  }

  /** What is measured of an engine. */
  private enum Offer {
    ALL(EnumSet.allOf(Workload.class), true),
    WORK_OF_BALTORO(EnumSet.allOf(Workload.class), false),
    WITHOUT_ENGINE(EnumSet.complementOf(EnumSet.of(Workload.GOTO)), false),
    OF_BPMN(EnumSet.complementOf(EnumSet.of(Workload.TOLD, Workload.GOTO)), true),
    OF_DBOS(EnumSet.of(Workload.STEPS, Workload.EXTERNAL), false);

    private final Set<Workload> workloads;
    private final boolean waiting;

    Offer(Set<Workload> workloads, boolean waiting) {
      this.workloads = workloads;
      this.waiting = waiting;
    }
  }
}
