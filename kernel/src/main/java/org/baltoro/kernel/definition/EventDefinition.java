package org.baltoro.kernel.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work inside an activity. Events of an activity run one after another, in design order.
 */
public sealed interface EventDefinition {
  /** Unique within the activity. */
  String name();

  List<Escalation> escalations();

  /**
   * Code on the server.
   *
   * @param configuration what the code reads as {@code k2.configuration()}: text, numbers,
   *     booleans, lists, maps
   * @param timeLimit of one attempt; 1 ms to 24 h, default 5 minutes. Of a worker's lease that says
   *     nothing else
   * @param exceptionRule runs when the last attempt has failed; null: the activity's
   */
  record ServerEvent(
      String name,
      Code code,
      Map<String, Object> configuration,
      RetryPolicy retry,
      Duration timeLimit,
      List<Escalation> escalations,
      @Nullable CodeRule exceptionRule)
      implements EventDefinition {
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(5);

    public ServerEvent {
      configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
      escalations = List.copyOf(escalations);
    }

    public ServerEvent(
        String name,
        Code code,
        Map<String, Object> configuration,
        RetryPolicy retry,
        Duration timeLimit) {
      this(name, code, configuration, retry, timeLimit, Collections.emptyList(), null);
    }
  }

  /**
   * Work for people: an item on a worklist until enough of them have chosen an action.
   *
   * @param destinations who gets it, each as {@link Destination} has it: who takes it first
   *     answers; empty: whom the activity's destination rule gives
   * @param actions what may be chosen; the choice is {@code Outcome} in the rules of the lines,
   *     unless a succeeding rule says otherwise
   * @param instruction what is to be done, for people; "" for nothing
   * @param form where it is done: a page's address, an expression; null: nowhere special
   */
  record ClientEvent(
      String name,
      List<String> destinations,
      List<ClientAction> actions,
      String instruction,
      @Nullable Expression form,
      List<Escalation> escalations)
      implements EventDefinition {
    public ClientEvent {
      destinations = List.copyOf(destinations);
      actions = List.copyOf(actions);
      escalations = List.copyOf(escalations);
    }

    public ClientEvent(
        String name,
        List<String> destinations,
        List<ClientAction> actions,
        List<Escalation> escalations) {
      this(name, destinations, actions, "", null, escalations);
    }

    /** The action of this name, or null. */
    public @Nullable ClientAction action(String action) {
      for (var known : actions) {
        if (known.name().equals(action)) {
          return known;
        }
      }
      return null;
    }

    public List<String> actionNames() {
      return actions.stream().map(ClientAction::name).toList();
    }
  }

  /**
   * Another process, started by this one.
   *
   * @param process the child's full name; its default version when it starts
   * @param synchronous the event waits for the child's end; false: for its start only
   * @param folio of the child; null: the child's own expression
   * @param send data fields of the child, by name, and what each is given: over this instance
   * @param receive data fields of this process or activity, by name, and what each is given: over
   *     the completed child
   * @param exceptionRule runs when the event has failed; null: the activity's
   */
  record SubProcess(
      String name,
      String process,
      boolean synchronous,
      @Nullable Expression folio,
      Map<String, Expression> send,
      Map<String, Expression> receive,
      OnFailure onFailure,
      OnDelete onDelete,
      OnEnd onEnd,
      List<Escalation> escalations,
      @Nullable CodeRule exceptionRule)
      implements EventDefinition {
    public SubProcess {
      send = Collections.unmodifiableMap(new LinkedHashMap<>(send));
      receive = Collections.unmodifiableMap(new LinkedHashMap<>(receive));
      escalations = List.copyOf(escalations);
    }

    /** What becomes of the event when the child is in error. */
    public enum OnFailure {
      /** It goes on waiting: the child is mended, or deleted. */
      WAIT,
      /** It fails, too. */
      FAIL
    }

    /** What becomes of the event when somebody deletes the child. */
    public enum OnDelete {
      FAIL,
      /** It expires, and the activity goes on. */
      EXPIRE
    }

    /** What becomes of the child when the event ends or fails before it. */
    public enum OnEnd {
      /** It goes on alone. */
      LEAVE,
      DELETE
    }
  }

  /** Where the code of a server event is. */
  sealed interface Code {
    /** Registered at the engine under this name. */
    record Handler(String name) implements Code {}

    /** Java source in the definition: the body of a method with one parameter, {@code k2}. */
    record CodeBehind(String source) implements Code {}

    /** Done by an external worker that asks for the jobs of this topic; of server events only. */
    record Worker(String topic) implements Code {}

    /** A call of another system; of server events only. */
    record Http(HttpCall call) implements Code {}
  }

  /**
   * What follows a failed attempt.
   *
   * @param attempts how often the code is tried before the event is in error; 1 to 100, default 1
   * @param backOff the wait before the second attempt; default 5 seconds
   * @param factor each further wait is this much longer; 1 to 10, default 2
   * @param backOffMax the longest wait; default 1 hour
   * @param lostAttempts how often an attempt whose node died is started again, besides; 0 to 100,
   *     default 3
   */
  record RetryPolicy(
      int attempts, Duration backOff, double factor, Duration backOffMax, int lostAttempts) {
    public static final RetryPolicy DEFAULT =
        new RetryPolicy(1, Duration.ofSeconds(5), 2, Duration.ofHours(1), 3);

    /** The wait after the {@code failures}-th failure, 1 for the first. */
    public Duration backOffAfter(int failures) {
      double millis = backOff.toMillis() * Math.pow(factor, failures - 1);
      return millis >= backOffMax.toMillis() ? backOffMax : Duration.ofMillis((long) millis);
    }
  }
}
