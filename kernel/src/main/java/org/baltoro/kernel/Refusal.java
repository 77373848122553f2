package org.baltoro.kernel;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A command was refused; nothing has changed. The message says what, why and the mend. */
public sealed interface Refusal extends Verdict {
  String message();

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

  /**
   * @param endedBy what ended it, as in "the code returned"
   */
  record ItemEnded(SerialNumber serialNumber, String endedBy, Instant at) implements Refusal {
    @Override
    public String message() {
      return "Server item %s no longer waits: %s, at %s.".formatted(serialNumber, endedBy, at);
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
      return "The instance has no error %d: it has %s."
          .formatted(failure, present.isEmpty() ? "none" : present);
    }
  }

  record FolioFailed(String expression, String why) implements Refusal {
    @Override
    public String message() {
      return "The folio can't be made from '%s': %s. Give a folio, or mend the definition."
          .formatted(expression, why);
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

  record NoSuchWorklistItem(SerialNumber serialNumber) implements Refusal {
    @Override
    public String message() {
      return "There is no worklist item %s: instance %d has had no client event with that number."
          .formatted(serialNumber, serialNumber.instance());
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
