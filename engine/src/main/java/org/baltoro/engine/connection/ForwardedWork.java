package org.baltoro.engine.connection;

import java.util.Collection;
import java.util.List;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.OutOfOffice.Forwarding;
import org.baltoro.api.Problem;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Nearest;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.store.Store.DeployedVersion;
import org.baltoro.store.Store.ProcessRow;
import org.jspecify.annotations.Nullable;

/** The work that exceptions of out of office are for: some version has to have it. */
record ForwardedWork(Parts parts, Principal principal) {

  /**
   * @param known exceptions that were set before: what they name may be gone by now
   * @throws BaltoroException {@link Problem#UNKNOWN_PROCESS}; {@link Problem#INVALID_REQUEST} for
   *     an activity or event that no version has
   */
  void require(List<Forwarding> exceptions, Collection<Forwarding> known) {
    for (var exception : exceptions) {
      var process = new VisibleProcesses(parts, principal).named(exception.process());
      var activity = exception.activity();
      if (activity != null && !known.contains(exception)) {
        require(process, activity, exception.event());
      }
    }
  }

  private void require(ProcessRow process, String activity, @Nullable String event) {
    boolean there =
        parts.store().versionsOf(process.name()).stream()
            .map(DeployedVersion::version)
            .map(version -> parts.definitions().get(process.name(), version).definition())
            .anyMatch(definition -> has(definition, activity, event));
    if (!there) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "Process '%s' has no %s.%s"
              .formatted(
                  process.name(),
                  event == null
                      ? "activity '%s'".formatted(activity)
                      : "event '%s' in an activity '%s'".formatted(event, activity),
                  suggestion(process, activity, event)));
    }
  }

  private static boolean has(
      ProcessDefinition definition, String activity, @Nullable String event) {
    var named = definition.activities().get(activity);
    return named != null && (event == null || events(named).contains(event));
  }

  /** Names are for those who may see the process. */
  private String suggestion(ProcessRow process, String activity, @Nullable String event) {
    if (!new VisibleProcesses(parts, principal).sees(process)) {
      return "";
    }
    var activities =
        parts.definitions().get(process.name(), process.defaultVersion()).definition().activities();
    var named = activities.get(activity);
    var nearest =
        named == null || event == null
            ? Nearest.to(activity, activities.keySet())
            : Nearest.to(event, events(named));
    return nearest == null ? "" : " Did you mean '" + nearest + "'?";
  }

  private static List<String> events(ActivityDefinition activity) {
    return activity.events().stream().map(EventDefinition::name).toList();
  }
}
