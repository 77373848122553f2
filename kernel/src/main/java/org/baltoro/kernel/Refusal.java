package org.baltoro.kernel;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A command was refused; nothing has changed. The message says what, why and the mend. */
public sealed interface Refusal extends Verdict {
  String message();

  /** A reason that is a sentence, to go on after it in another. */
  static String unended(String why) {
    return why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
  }

  /** A reason as a sentence with its end, where another comes after it. */
  static String sentence(String why) {
    return why.matches("(?s).*[.?!]\\s*") ? why.stripTrailing() : why + ".";
  }

  record NoSuchServerItem(SerialNumber serialNumber) implements Refusal {
    @Override
    public String message() {
      return "There is no server item %s: instance %d has had no event with that number."
          .formatted(serialNumber, serialNumber.instance());
    }
  }

  record AlreadyFinished(SerialNumber serialNumber, String by, Instant at) implements Refusal {
    @Override
    public String message() {
      return "Server item %s was already finished, by %s at %s.".formatted(serialNumber, by, at);
    }
  }

  /** Server events are finished, client events are acted on: this is one of those. */
  record IsClientEvent(SerialNumber serialNumber) implements Refusal {
    @Override
    public String message() {
      return "%s is a client event, not a server event: it ends by an action on its worklist item, as with 'baltoro act %s'."
          .formatted(serialNumber, serialNumber);
    }
  }

  /** Server events are finished, sub-processes end with the child: this is one of those. */
  record IsSubProcess(SerialNumber serialNumber) implements Refusal {
    @Override
    public String message() {
      return "%s is a sub-process, not a server event: it ends with the instance that it waits for, which 'baltoro why %d' names."
          .formatted(serialNumber, serialNumber.instance());
    }
  }

  /**
   * Somebody has chosen an action of a worklist item before.
   *
   * @param waits it is still there for others, who have not answered yet
   */
  record AlreadyActedOn(
      SerialNumber serialNumber, String action, String by, Instant at, boolean waits)
      implements Refusal {
    public AlreadyActedOn(SerialNumber serialNumber, String action, String by, Instant at) {
      this(serialNumber, action, by, at, false);
    }

    @Override
    public String message() {
      return waits
          ? "Your part of worklist item %s is done: %s chose '%s' at %s. It waits for others yet."
              .formatted(serialNumber, by, action, at)
          : "Worklist item %s is done: %s chose '%s' at %s."
              .formatted(serialNumber, by, action, at);
    }
  }

  /**
   * A worker speaks of an attempt that is not its own any more.
   *
   * @param why as in "worker w2 has it, as attempt 2"
   */
  record LeaseLost(SerialNumber serialNumber, int attempt, String worker, String why)
      implements Refusal {
    @Override
    public String message() {
      return "Worker '%s' has no lease on job %s, attempt %d: %s. What it did outside stays; its result is not taken."
          .formatted(worker, serialNumber, attempt, why);
    }
  }

  /**
   * @param endedBy what ended it, as in "the code returned"
   */
  record ItemEnded(SerialNumber serialNumber, String endedBy, Instant at) implements Refusal {
    @Override
    public String message() {
      return "Item %s no longer waits: %s, at %s.".formatted(serialNumber, endedBy, at);
    }
  }

  record InstanceDeleted(long instance) implements Refusal {
    @Override
    public String message() {
      return "Process instance %d was deleted; its journal is still there.".formatted(instance);
    }
  }

  record InvalidData(List<FieldProblem> problems) implements Refusal {
    public InvalidData {
      problems = List.copyOf(problems);
    }

    @Override
    public String message() {
      return problems.stream().map(FieldProblem::message).collect(Collectors.joining(" "));
    }

    /**
     * One field.
     *
     * @param nearest a field with a similar name, for an unknown one
     */
    public record FieldProblem(
        String field, String found, String expected, @Nullable String nearest) {
      String message() {
        return "Data field '%s': found %s; expected %s.%s"
            .formatted(
                field, found, expected, nearest == null ? "" : " Did you mean '" + nearest + "'?");
      }
    }
  }

  record ChangedMeanwhile(SortedSet<String> fields) implements Refusal {
    @Override
    public String message() {
      return "Changed since they were read: %s. Open the item again and decide on what it says now."
          .formatted(String.join(", ", fields));
    }
  }

  /**
   * @param mend what to do instead
   */
  record NotAllowedNow(String operation, ProcessStatus status, String mend) implements Refusal {
    @Override
    public String message() {
      return "%s is not possible while the instance is %s. %s"
          .formatted(operation, status.label(), mend);
    }
  }

  record NoSuchFailure(int failure, List<Integer> present) implements Refusal {
    @Override
    public String message() {
      return present.isEmpty()
          ? "The instance has no error: there is nothing to retry or skip."
          : "The instance has no error %d: it has %s.".formatted(failure, present);
    }
  }

  record FolioFailed(String expression, String why) implements Refusal {
    @Override
    public String message() {
      return "The folio can't be made from '%s': %s. Give a folio, or mend the definition."
          .formatted(expression, unended(why));
    }
  }

  /**
   * @param nearest a similar name
   */
  record NoSuchActivity(String activity, List<String> present, @Nullable String nearest)
      implements Refusal {
    @Override
    public String message() {
      return "The process has no activity '%s'.%s It has: %s."
          .formatted(
              activity,
              nearest == null ? "" : " Did you mean '" + nearest + "'?",
              String.join(", ", present));
    }
  }

  record ActivityIsActive(String activity) implements Refusal {
    @Override
    public String message() {
      return "Activity '%s' is active already, and a second instance of it was not wanted."
          .formatted(activity);
    }
  }

  record NoSuchTimer(int timer, List<Integer> present) implements Refusal {
    @Override
    public String message() {
      return "The instance has no timer %d: it has %s."
          .formatted(timer, present.isEmpty() ? "none" : present);
    }
  }

  /** No timer is set to it: the store keeps the years 1 to 9999. */
  record MomentOutOfBounds(Instant moment) implements Refusal {
    @Override
    public String message() {
      return "%s is too far away for a timer: give a moment in the years 1 to 9999."
          .formatted(moment);
    }
  }

  record NoSuchWorklistItem(SerialNumber serialNumber) implements Refusal {
    @Override
    public String message() {
      return "There is no worklist item %s: instance %d has had no client event with that number."
          .formatted(serialNumber, serialNumber.instance());
    }
  }

  record NotYourWorklistItem(SerialNumber serialNumber, List<String> destinations)
      implements Refusal {
    public NotYourWorklistItem {
      destinations = List.copyOf(destinations);
    }

    @Override
    public String message() {
      return "Worklist item %s is not yours: %s has it."
          .formatted(serialNumber, String.join(", ", destinations));
    }
  }

  /**
   * All slots are taken.
   *
   * @param holders who has it open
   */
  record HeldByOthers(SerialNumber serialNumber, List<EventInstance.Allocation> holders)
      implements Refusal {
    public HeldByOthers {
      holders = List.copyOf(holders);
    }

    @Override
    public String message() {
      return "Worklist item %s is held by %s. They, or who manages the process, can release it."
          .formatted(
              serialNumber,
              holders.stream()
                  .map(held -> "%s since %s".formatted(held.user(), held.since()))
                  .collect(Collectors.joining(", ")));
    }
  }

  /**
   * The action is there, and not for this user.
   *
   * @param allowed what this user may choose
   */
  record ActionNotAllowed(SerialNumber serialNumber, String action, List<String> allowed)
      implements Refusal {
    public ActionNotAllowed {
      allowed = List.copyOf(allowed);
    }

    @Override
    public String message() {
      return "You may not choose '%s' for worklist item %s%s. Who has that right is in the definition of the action."
          .formatted(
              action,
              serialNumber,
              allowed.isEmpty() ? "" : ", but " + String.join(" or ", allowed));
    }
  }

  /**
   * Who was given some actions of an item has not been given its way through the process.
   *
   * @param from who gave them
   */
  record GotoNotShared(SerialNumber serialNumber, String from, List<String> actions)
      implements Refusal {
    public GotoNotShared {
      actions = List.copyOf(actions);
    }

    @Override
    public String message() {
      return "A goto is not yours to choose: of worklist item %s %s gave you %s only. Ask %s, or who manages the process, for it."
          .formatted(serialNumber, from, String.join(", ", actions), from);
    }
  }

  /** Who is to get the item could do nothing with it. */
  record HasAnswered(SerialNumber serialNumber, String user, Response answer) implements Refusal {
    @Override
    public String message() {
      return "Worklist item %s can't go to %s: %s has answered it already, with '%s' at %s. Name another."
          .formatted(
              serialNumber,
              user,
              answer.by().isEmpty() ? user : answer.by(),
              answer.outcome(),
              answer.at());
    }
  }

  record DelegatedToSelf(SerialNumber serialNumber) implements Refusal {
    @Override
    public String message() {
      return "Worklist item %s is yours already: delegate it to another.".formatted(serialNumber);
    }
  }

  /** Nobody would have the item then. */
  record NobodyToRedirectTo(SerialNumber serialNumber, List<String> to) implements Refusal {
    public NobodyToRedirectTo {
      to = List.copyOf(to);
    }

    @Override
    public String message() {
      return "Worklist item %s can't be redirected to %s: that is nobody. Name a user."
          .formatted(serialNumber, String.join(", ", to));
    }
  }

  record CommentOutOfBounds(int length) implements Refusal {
    public static final int LENGTH_MAX = 4_000;

    @Override
    public String message() {
      return "A comment has 1 to %,d characters, and this one has %,d."
          .formatted(LENGTH_MAX, length);
    }
  }

  /** Who may not change the instance has no open item of it, or no longer. */
  record NoWorklistItemOfYours(long instance) implements Refusal {
    @Override
    public String message() {
      return "No open worklist item of process instance %d is yours, and only who has one, finishes its server events or manages the process may change its data."
          .formatted(instance);
    }
  }

  record NoSuchAction(String action, List<String> present) implements Refusal {
    @Override
    public String message() {
      return "The worklist item has no action '%s': choose one of %s."
          .formatted(action, String.join(", ", present));
    }
  }

  record NoSuchVersion(String process, int version) implements Refusal {
    @Override
    public String message() {
      return "Process '%s' has no version %d.".formatted(process, version);
    }
  }

  /**
   * @param reasons each with its mend
   */
  record CannotMigrate(int version, List<String> reasons) implements Refusal {
    public CannotMigrate {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String message() {
      return "The instance can't go on with version %d: %s"
          .formatted(version, String.join(" ", reasons));
    }
  }

  /** The instance is no longer what the caller's preview showed. */
  record MovedSincePreview(long instance, long previewed, long now) implements Refusal {
    @Override
    public String message() {
      return "Process instance %d has moved from version %d to %d since the preview. Look at a new preview."
          .formatted(instance, previewed, now);
    }
  }
}
