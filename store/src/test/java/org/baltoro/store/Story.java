package org.baltoro.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ParentLink;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;

/** One instance as a node knows it: makes the commits of its life, from facts. */
public final class Story {
  public static final Instant AT = Instant.parse("2026-03-01T09:30:00.125Z");
  static final Set<String> SEARCHABLE = Set.of("Customer", "Amount");
  private static final Set<String> SEARCHABLE_IN_VERSION_2 = Set.of("Amount", "Secret");
  private static final AtomicLong DECISIONS = new AtomicLong();

  public final long instance;
  final long process;
  final String processName;
  ProcessState state = ProcessState.NEW;
  long version;

  public Story(long instance, long process, String processName) {
    this.instance = instance;
    this.process = process;
    this.processName = processName;
  }

  /** A second node's view of the same instance, as it is now. */
  public Story copy() {
    var copy = new Story(instance, process, processName);
    copy.state = state;
    copy.version = version;
    return copy;
  }

  public Commit start() {
    return start(null, Map.of());
  }

  public Commit start(@Nullable String key, Map<String, Value> data) {
    return start(key, "folio " + instance, "ann", data);
  }

  public Commit start(
      @Nullable String key,
      String folio,
      String originator,
      Map<String, Value> data,
      Fact... more) {
    var facts = new java.util.ArrayList<Fact>();
    facts.add(
        new Fact.ProcessStarted(instance, processName, 1, originator, folio, 0, data, key, AT));
    facts.addAll(List.of(more));
    return commit(key, Map.of(), facts);
  }

  /** Started by the sub-process event of another instance. */
  public Commit startAsChildOf(long parent) {
    return commit(
        null,
        Map.of(),
        List.of(
            new Fact.ProcessStarted(
                instance,
                processName,
                1,
                "ann",
                "",
                0,
                Map.of(),
                null,
                new ParentLink(parent, 2, 1, true, false),
                AT)));
  }

  public Commit then(Fact... facts) {
    return commit(null, Map.of(), List.of(facts));
  }

  /** Enters an activity whose one event's code runs on {@code node}. */
  public static Fact[] enterAndRun(int activity, long node) {
    return new Fact[] {
      new Fact.ActivityEntered(activity, "Activity " + activity, Map.of(), AT),
      new Fact.ServerEventScheduled(activity + 1, activity, 0, AT),
      new Fact.AttemptStarted(activity + 1, 1, node, AT)
    };
  }

  /** Enters an activity whose one event is offered to people. */
  public static Fact[] enterAndOffer(int activity, String... destinations) {
    return new Fact[] {
      new Fact.ActivityEntered(activity, "Activity " + activity, Map.of(), AT),
      new Fact.ClientEventOffered(activity + 1, activity, 0, List.of(destinations), 1, AT)
    };
  }

  public Commit withLarge(String sha256, String content, Fact... facts) {
    return commit(null, Map.of(sha256, content), Arrays.asList(facts));
  }

  private Commit commit(@Nullable String key, Map<String, String> large, List<Fact> facts) {
    return new Commit(
        DECISIONS.incrementAndGet(),
        instance,
        process,
        version,
        state,
        state.applyAll(facts),
        facts,
        large,
        searchable(processName, state.version()),
        searchable(processName, state.applyAll(facts).version()),
        key,
        AT.toEpochMilli());
  }

  /** What lists can ask for: another field from version 2 on. */
  public static Set<String> searchable(String process, int version) {
    return version < 2 ? SEARCHABLE : SEARCHABLE_IN_VERSION_2;
  }

  /** Goes on with another version, in which everything stands where it stood. */
  public Commit migrate(int to) {
    var places = new java.util.TreeMap<Integer, Fact.ActivityPlace>();
    state
        .activities()
        .forEach((id, it) -> places.put(id, new Fact.ActivityPlace(it.activity(), it.nextEvent())));
    return then(new Fact.ProcessMigrated(to, places, Map.of(), state.joins(), Map.of(), "ann", AT));
  }

  /** The commit won: its state is the instance's. */
  public void won(Commit commit) {
    state = commit.after();
    version = commit.expectedVersion() + 1;
  }
}
