package org.baltoro.engine.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.store.Store;
import org.baltoro.store.Store.GrantRow;
import org.jspecify.annotations.Nullable;

/** Who may do what. Rights add up; those of other nodes' changes are seen within a second. */
public final class Rights {
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(1);

  private final Store store;
  private final StoredDirectory directory;
  private final Remembered<String, Map<String, List<GrantRow>>> known =
      new Remembered<>(ASKED_AGAIN_AFTER, 1);

  public Rights(Store store, StoredDirectory directory) {
    this.store = store;
    this.directory = directory;
  }

  public boolean has(Principal principal, ServerRight right) {
    return principal.trusted() || granted(principal, "", label(right));
  }

  /** True with the right itself, with Admin on the process, or with the server right Admin. */
  public boolean has(Principal principal, String process, ProcessRight right) {
    return principal.trusted()
        || granted(principal, process, label(right))
        || granted(principal, process, label(ProcessRight.ADMIN))
        || granted(principal, "", label(ServerRight.ADMIN));
  }

  /**
   * @throws BaltoroException {@link Problem#ACCESS_DENIED}, naming the right
   */
  public void require(Principal principal, ServerRight right) {
    if (!has(principal, right)) {
      throw denied(principal, label(right), "on the server", null);
    }
  }

  /**
   * @throws BaltoroException {@link Problem#ACCESS_DENIED}, naming the right and the process
   */
  public void require(Principal principal, String process, ProcessRight right) {
    if (!has(principal, process, right)) {
      throw denied(principal, label(right), "on process '" + process + "'", process);
    }
  }

  /** All grants on a process; "" for the server's. */
  public List<GrantRow> of(String process) {
    return known.get("", all -> Optional.of(read())).orElseThrow().getOrDefault(process, List.of());
  }

  /** What was known is asked again. */
  public void forget() {
    known.forget();
  }

  public static String label(ServerRight right) {
    return switch (right) {
      case ADMIN -> "admin";
      case EXPORT -> "export";
      case IMPERSONATE -> "impersonate";
    };
  }

  /** As definitions write it. */
  public static String label(ProcessRight right) {
    return switch (right) {
      case ADMIN -> "admin";
      case START -> "start";
      case VIEW -> "view";
      case VIEW_PARTICIPATE -> "viewParticipate";
      case SERVER_EVENT -> "serverEvent";
    };
  }

  private boolean granted(Principal principal, String process, String right) {
    for (var grant : of(process)) {
      if (grant.right().equals(right) && directory.reaches(principal, grant.subject())) {
        return true;
      }
    }
    return false;
  }

  private Map<String, List<GrantRow>> read() {
    var byProcess = new HashMap<String, List<GrantRow>>();
    for (var grant : store.accounts().grants()) {
      byProcess.computeIfAbsent(grant.process(), key -> new ArrayList<>()).add(grant);
    }
    return byProcess;
  }

  private static BaltoroException denied(
      Principal principal, String right, String where, @Nullable String process) {
    var details = new HashMap<String, Object>();
    details.put("right", right);
    if (process != null) {
      details.put("process", process);
    }
    return new BaltoroException(
        Problem.ACCESS_DENIED,
        "User '%s' lacks the right '%s' %s. Someone with Admin can grant it."
            .formatted(principal.name(), right, where),
        details);
  }
}
