package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.engine.code.CodeBehindLoader;
import org.baltoro.engine.security.Remembered;
import org.baltoro.kernel.Nearest;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessName;
import org.baltoro.store.Store;
import org.baltoro.store.Store.ProcessRow;
import org.jspecify.annotations.Nullable;

/**
 * The deployed versions, as the engine uses them: read from the store once, for a version never
 * changes. Which version is the default one is asked again every second, for another node may have
 * deployed.
 */
public final class DefinitionRegistry {
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(1);

  private final Store store;
  private final ConcurrentHashMap<Key, Deployed> versions = new ConcurrentHashMap<>();
  private final Remembered<String, TreeMap<String, ProcessRow>> processes =
      new Remembered<>(ASKED_AGAIN_AFTER, 1);

  public DefinitionRegistry(Store store) {
    this.store = store;
  }

  /**
   * A version that an instance runs on, or that someone asks for.
   *
   * @throws BaltoroException {@link Problem#UNKNOWN_PROCESS} if there is no such version
   */
  public Deployed get(String process, int version) {
    var key = new Key(process, version);
    var known = versions.get(key);
    return known != null ? known : versions.computeIfAbsent(key, this::read);
  }

  /** The process fields that lists can ask for; none in version 0, before the start. */
  public Set<String> searchable(String process, int version) {
    return version == 0 ? Set.of() : get(process, version).searchable();
  }

  /** A version's definition, or null if there is no such version. */
  public @Nullable ProcessDefinition find(String process, int version) {
    try {
      return get(process, version).definition();
    } catch (BaltoroException unknown) {
      return null;
    }
  }

  /**
   * The process with this full name.
   *
   * @param visible what may be named to the caller instead
   * @throws BaltoroException {@link Problem#UNKNOWN_PROCESS}, naming the nearest visible one
   */
  public ProcessRow process(String name, Predicate<ProcessRow> visible) {
    var known = processes().get(normalised(name));
    if (known == null) {
      refresh();
      known = processes().get(normalised(name));
    }
    if (known == null) {
      var nearest = Nearest.to(name, all().stream().filter(visible).map(ProcessRow::name).toList());
      throw new BaltoroException(
          Problem.UNKNOWN_PROCESS,
          "There is no process '%s'%s"
              .formatted(
                  name,
                  nearest == null
                      ? ": deploy its definition first."
                      : ". Did you mean '" + nearest + "'?"));
    }
    return known;
  }

  /** All processes, by name. */
  public List<ProcessRow> all() {
    return new ArrayList<>(processes().values());
  }

  /** What was known of default versions is asked again. */
  public void refresh() {
    processes.forget();
  }

  private static String normalised(String name) {
    try {
      return new ProcessName(name).text();
    } catch (IllegalArgumentException malformed) {
      return name;
    }
  }

  private TreeMap<String, ProcessRow> processes() {
    return processes.get("", all -> Optional.of(readProcesses())).orElseThrow();
  }

  private TreeMap<String, ProcessRow> readProcesses() {
    var byName = new TreeMap<String, ProcessRow>();
    store.processes().forEach(row -> byName.put(row.name(), row));
    return byName;
  }

  private Deployed read(Key key) {
    var row = store.definition(key.process, key.version);
    if (row == null) {
      throw new BaltoroException(
          Problem.UNKNOWN_PROCESS,
          "Process '%s' has no version %d.".formatted(key.process, key.version));
    }
    var read = DefinitionReader.read(row.source(), key.process);
    var definition = read.definition();
    if (definition == null) {
      throw new IllegalStateException(
          "Version %d of '%s' was deployed but can't be read any more: %s"
              .formatted(key.version, key.process, read.problems()));
    }
    Map<String, CodeHandler<?>> codeBehind =
        row.classes().isEmpty() ? Map.of() : CodeBehindLoader.load(row.classes());
    var searchable = new TreeSet<String>();
    for (DataFieldDefinition field : definition.dataFields()) {
      if (field.searchable()) {
        searchable.add(field.name());
      }
    }
    return new Deployed(
        row.processId(), definition.withVersion(key.version), codeBehind, searchable);
  }

  private record Key(String process, int version) {}
}
