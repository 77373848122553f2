package org.baltoro.engine.connection;

import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Value;

/**
 * A start with an idempotency key that an instance has already: its answer is that instance, if it
 * is the same start. A key that somebody else uses opens nothing of theirs.
 */
record RepeatedStart(Parts parts, Principal principal, Preparation asked) {

  /**
   * @param made the instance that has the key
   * @param given the data fields of this start, large values as references
   * @return {@code made}
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if it is another start, {@link
   *     Problem#GONE} if that instance was deleted after its time
   */
  long of(long made, Map<String, Value> given) {
    var start = started(made);
    if (!start.originator().equals(principal.name())) {
      throw refused("is used by an instance that another user started");
    }
    var definition = parts.definitions().get(start.process(), start.version()).definition();
    boolean same =
        start.dataFields().equals(definition.begunWith(given))
            && start.priority() == asked.givenPriority()
            && (asked.givenFolio() == null || start.folio().equals(asked.givenFolio()));
    if (!same) {
      throw refused("is used by an instance that you started with other data");
    }
    return made;
  }

  private Fact.ProcessStarted started(long made) {
    var first = parts.store().journal(made, 0, 1);
    if (!first.isEmpty()
        && first.getFirst().facts().getFirst() instanceof Fact.ProcessStarted start) {
      return start;
    }
    throw new BaltoroException(
        Problem.GONE,
        "The idempotency key '%s' was used by instance %d, which is past its retention time. Nothing was started: give a new start a key of its own."
            .formatted(asked.givenKey(), made),
        Map.of("instance", made));
  }

  private BaltoroException refused(String why) {
    return new BaltoroException(
        Problem.INVALID_REQUEST,
        "The idempotency key '%s' %s. Nothing was started: give each start a key of its own."
            .formatted(asked.givenKey(), why),
        Map.of("idempotencyKey", String.valueOf(asked.givenKey())));
  }
}
