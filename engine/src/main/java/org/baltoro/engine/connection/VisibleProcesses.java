package org.baltoro.engine.connection;

import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.security.Principal;
import org.baltoro.store.Store.ProcessRow;

/** The processes that a user knows of, by name: those of which they may do or see anything. */
record VisibleProcesses(Parts parts, Principal principal) {

  boolean sees(ProcessRow row) {
    for (var right : ProcessRight.values()) {
      if (parts.rights().has(principal, row.name(), right)) {
        return true;
      }
    }
    return parts.rights().has(principal, ServerRight.EXPORT);
  }

  /**
   * The process with this name, whether it is visible or not: which right lacks, the caller says.
   *
   * @throws BaltoroException {@link Problem#UNKNOWN_PROCESS}, naming the nearest one of those that
   *     are visible
   */
  ProcessRow named(String process) {
    return parts.definitions().process(process, this::sees);
  }
}
