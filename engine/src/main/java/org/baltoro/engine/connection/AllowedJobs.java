package org.baltoro.engine.connection;

import java.util.List;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.security.Principal;
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
}
