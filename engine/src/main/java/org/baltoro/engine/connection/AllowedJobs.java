package org.baltoro.engine.connection;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.store.Store.ProcessRow;

/** The processes whose jobs a user may have. */
record AllowedJobs(Parts parts, Principal principal) {

  /**
   * @throws BaltoroException {@link Problem#ACCESS_DENIED} if there are none
   */
  List<ProcessRow> processes() {
    var allowed =
        parts.store().processes().stream()
            .filter(row -> parts.rights().has(principal, row.name(), ProcessRight.SERVER_EVENT))
            .toList();
    if (allowed.isEmpty()) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED,
          "User '%s' has the right 'serverEvent' on no process, so there are no jobs for them."
              .formatted(principal.name()));
    }
    return allowed;
  }

  /**
   * Refuses who would wait in vain: other processes have jobs of this topic, and none of those
   * whose jobs they may have.
   *
   * @throws BaltoroException {@link Problem#ACCESS_DENIED}
   */
  void require(String topic) {
    var others = new ArrayList<ProcessRow>();
    for (var row : parts.definitions().all()) {
      if (!parts.rights().has(principal, row.name(), ProcessRight.SERVER_EVENT)) {
        others.add(row);
      } else if (hasTopic(row, topic)) {
        return;
      }
    }
    if (others.stream().anyMatch(row -> hasTopic(row, topic))) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED,
          "User '%s' has the right 'serverEvent' on no process with jobs of topic '%s'. Someone with Admin can grant it."
              .formatted(principal.name(), topic));
    }
  }

  /** In its default version; of one that can't be read nothing is known. */
  private boolean hasTopic(ProcessRow row, String topic) {
    try {
      var definition = parts.definitions().get(row.name(), row.defaultVersion()).definition();
      return definition.activities().values().stream()
          .flatMap(activity -> activity.events().stream())
          .anyMatch(event ->
              event instanceof ServerEvent server
                  && server.code() instanceof Code.Worker(String known)
                  && known.equals(topic));
    } catch (IllegalStateException unreadable) {
      return false;
    }
  }
}
