package org.baltoro.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Value;
import org.baltoro.store.Store.InstanceFilter;
import org.baltoro.store.Store.JobFilter;
import org.baltoro.store.Store.ProcessRow;
import org.baltoro.store.Store.StoredInstance;
import org.baltoro.store.Store.WaitingFilter;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a store agrees with itself: for every instance the journal leads to the stored state,
 * without a gap, and the derived rows (timers, worklists, search, waiting items, errors) are those
 * of the states. For tests and for operators; nothing may be committed meanwhile. Reads the whole
 * store, page by page.
 */
public final class StoreCheck {
  private static final int PAGE = 200;

  private final Store store;
  private final List<Long> processes;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> timers = new TreeSet<>();

  /** The open items of every destination that ever had one: all, and those with a free slot. */
  private final Map<Part, Set<String>> worklists = new TreeMap<>();

  /** The jobs of every topic that ever had one: {@code queued 1024_2}. */
  private final Map<String, Set<String>> jobs = new TreeMap<>();

  private final Searchable searchable;

  /** The instances that are to be found by every value that a field ever had. */
  private final Map<SearchValue, Set<Long>> search = new TreeMap<>();

  /** The children of every instance that has some. */
  private final Map<Long, Set<Long>> children = new TreeMap<>();

  private final List<Long> waiting = new ArrayList<>();
  private final List<Long> inError = new ArrayList<>();
  private long instances;
  private long commits;
  private long searchRows;

  private StoreCheck(Store store, Searchable searchable) {
    this.store = store;
    this.searchable = searchable;
    processes = store.processes().stream().map(ProcessRow::id).toList();
  }

  /**
   * What a check found.
   *
   * @param instances looked at
   * @param commits replayed
   * @param faults what does not agree, in words; empty when all is well
   */
  public record Report(long instances, long commits, List<String> faults) {}

  /** The store itself does not know which fields lists can ask for. */
  public interface Searchable {
    Set<String> fields(String process, int version);
  }

  private record Part(String destination, boolean taken) implements Comparable<Part> {
    String words() {
      return "Worklist of '%s'%s".formatted(destination, taken ? "" : ", of free slots");
    }

    @Override
    public int compareTo(Part other) {
      int destinations = destination.compareTo(other.destination);
      return destinations != 0 ? destinations : Boolean.compare(taken, other.taken);
    }
  }

  private record SearchValue(String field, String text) implements Comparable<SearchValue> {
    @Override
    public int compareTo(SearchValue other) {
      int fields = field.compareTo(other.field);
      return fields != 0 ? fields : text.compareTo(other.text);
    }
  }

  /**
   * Checks every instance of every deployed process.
   *
   * @param searchable the process fields that lists can ask for, in each version
   */
  public static Report verify(Store store, Searchable searchable) {
    var check = new StoreCheck(store, searchable);
    check.instances();
    check.derived();
    return new Report(check.instances, check.commits, List.copyOf(check.faults));
  }

  private void instances() {
    long before = Long.MAX_VALUE;
    while (true) {
      var page = store.instances(all(before));
      var loaded = store.load(page.stream().map(Store.InstanceRow::id).toList());
      for (var row : page) {
        before = row.id();
        var stored = loaded.get(row.id());
        if (stored == null) {
          faults.add("Instance %d is in the list, and not there.".formatted(row.id()));
          continue;
        }
        instance(stored);
        listed(row, stored.state());
      }
      if (page.size() < PAGE) {
        return;
      }
    }
  }

  private InstanceFilter all(long before) {
    return new InstanceFilter(
        processes, List.of(), "", null, null, null, null, null, Map.of(), before, PAGE);
  }

  private void instance(StoredInstance stored) {
    instances++;
    var state = ProcessState.NEW;
    long version = 0;
    while (true) {
      var page = store.journal(stored.id(), version, PAGE);
      for (var row : page) {
        if (row.version() != version + 1) {
          faults.add(
              "Instance %d: the journal goes from version %d to %d."
                  .formatted(stored.id(), version, row.version()));
        }
        version = row.version();
        state = state.applyAll(row.facts());
        state.dataFields().forEach(this::everFoundBy);
        WorklistEntries.of(state).forEach(entry -> worklist(entry.destination(), false));
        JobEntries.of(state).forEach(entry -> jobs(entry.topic()));
        commits++;
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    if (version != stored.version()) {
      faults.add(
          "Instance %d is at version %d, its journal at %d."
              .formatted(stored.id(), stored.version(), version));
    }
    if (!state.equals(stored.state())) {
      faults.add(
          "Instance %d: the journal leads to %s, stored is %s."
              .formatted(stored.id(), state, stored.state()));
    }
    remember(stored);
  }

  private void remember(StoredInstance stored) {
    var state = stored.state();
    state.timers().keySet().forEach(item -> timers.add(stored.id() + "_" + item));
    for (var entry : WorklistEntries.of(state)) {
      var item = stored.id() + "_" + entry.item() + " " + entry.priority();
      worklist(entry.destination(), true).add(item);
      if (!entry.taken()) {
        worklist(entry.destination(), false).add(item);
      }
    }
    JobEntries.of(state)
        .forEach(entry -> jobs(entry.topic()).add(job(entry.leased(), stored.id(), entry.item())));
    for (var entry : SearchEntries.of(state, searchable.fields(state.process(), state.version()))) {
      foundBy(entry.field(), entry.value()).add(stored.id());
      searchRows++;
    }
    if (state.parent() != null) {
      children
          .computeIfAbsent(state.parent().instance(), parent -> new TreeSet<>())
          .add(stored.id());
    }
    if (state.waitingServerItems() > 0) {
      waiting.add(stored.id());
    }
    if (state.hasError()) {
      inError.add(stored.id());
    }
  }

  private Set<String> worklist(String destination, boolean taken) {
    return worklists.computeIfAbsent(new Part(destination, taken), unseen -> new TreeSet<>());
  }

  private Set<String> jobs(String topic) {
    return jobs.computeIfAbsent(topic, unseen -> new TreeSet<>());
  }

  private static String job(boolean leased, long instance, int item) {
    return "%s %d_%d".formatted(leased ? "leased" : "queued", instance, item);
  }

  private void everFoundBy(String field, Value value) {
    boolean may = !(value instanceof Value.BinaryValue) && !(value instanceof Value.JsonValue);
    var text = may ? SearchText.ifSearchable(value) : null;
    if (text != null) {
      foundBy(field, text);
    }
  }

  private Set<Long> foundBy(String field, String text) {
    return search.computeIfAbsent(new SearchValue(field, text), unseen -> new TreeSet<>());
  }

  private void listed(Store.InstanceRow row, ProcessState state) {
    if (row.status() != state.status().code()
        || row.hasError() != state.hasError()
        || row.priority() != state.priority()
        || row.definitionVersion() != state.version()
        || !row.process().equals(state.process())) {
      faults.add("Instance %d is listed as %s, its state is %s.".formatted(row.id(), row, state));
    }
  }

  private void derived() {
    var due = new TreeSet<String>();
    store
        .dueTimers(Long.MAX_VALUE, Integer.MAX_VALUE)
        .forEach(timer -> due.add(timer.instance() + "_" + timer.item()));
    compare("Timers", timers, due);
    worklists.forEach((part, items) -> compare(part.words(), items, worklistListed(part)));
    jobs.forEach(
        (topic, known) -> compare("Jobs of '%s'".formatted(topic), known, jobsListed(topic)));
    search.forEach((value, found) ->
        compare(
            "Instances found by %s '%s'".formatted(value.field(), value.text()),
            found,
            listed(null, Map.of(value.field(), value.text()))));
    compare("Rows for searching", searchRows, store.searchRows());
    children.forEach((parent, started) ->
        compare("Children of %d".formatted(parent), started, listed(parent, Map.of())));
    compare("Instances with waiting items", ascending(waiting), waitingListed());
    compare("Instances in error", ascending(inError), ascending(inErrorListed()));
  }

  /** Read by priority: the keys of the rows tell theirs. */
  private Set<String> worklistListed(Part part) {
    var listed = new TreeSet<String>();
    WorklistFilter.@Nullable Key after = null;
    do {
      var page =
          store.worklist(
              new WorklistFilter(
                  List.of(part.destination),
                  part.taken,
                  null,
                  null,
                  null,
                  null,
                  Map.of(),
                  WorklistFilter.Order.PRIORITY,
                  after,
                  PAGE));
      page.rows()
          .forEach(row ->
              listed.add(
                  row.instance().id()
                      + "_"
                      + row.item()
                      + " "
                      + row.instance().state().priority()));
      after = page.next();
    } while (after != null);
    return listed;
  }

  private Set<String> jobsListed(String topic) {
    var listed = new TreeSet<String>();
    for (boolean leased : List.of(true, false)) {
      var filter = new JobFilter(topic, processes, leased, -1, 0, 0, PAGE);
      while (true) {
        var page = store.jobs(filter);
        page.forEach(row -> listed.add(job(leased, row.instance(), row.item())));
        if (page.size() < PAGE) {
          break;
        }
        var last = page.getLast();
        filter =
            new JobFilter(
                topic, processes, leased, last.sinceMillis(), last.instance(), last.item(), PAGE);
      }
    }
    return listed;
  }

  private Set<Long> listed(@Nullable Long parent, Map<String, String> data) {
    var found = new TreeSet<Long>();
    long before = Long.MAX_VALUE;
    while (true) {
      var page =
          store.instances(
              new InstanceFilter(
                  processes, List.of(), "", List.of(), null, null, null, null, null, null, parent,
                  data, before, PAGE));
      page.forEach(row -> found.add(row.id()));
      if (page.size() < PAGE) {
        return found;
      }
      before = page.getLast().id();
    }
  }

  private List<Long> waitingListed() {
    var listed = new ArrayList<Long>();
    long from = 0;
    while (true) {
      var page = store.waiting(new WaitingFilter(processes, Map.of(), from, PAGE));
      page.forEach(stored -> listed.add(stored.id()));
      if (page.size() < PAGE) {
        return listed;
      }
      from = page.getLast().id() + 1;
    }
  }

  private List<Long> inErrorListed() {
    var listed = new ArrayList<Long>();
    long before = Long.MAX_VALUE;
    while (true) {
      var page = store.inError(processes, before, PAGE);
      page.forEach(stored -> listed.add(stored.id()));
      if (page.size() < PAGE) {
        return listed;
      }
      before = page.getLast().id();
    }
  }

  private static List<Long> ascending(List<Long> ids) {
    return ids.stream().sorted().toList();
  }

  private void compare(String what, Object states, Object rows) {
    if (!states.toString().equals(rows.toString())) {
      faults.add("%s by the states: %s; by the tables: %s.".formatted(what, states, rows));
    }
  }
}
