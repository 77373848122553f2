package org.baltoro.api;

/** The status of a process instance, with K2's numbers. */
public enum ProcessInstanceStatus {
  /** Some branch failed and no code runs. */
  ERROR(0, "Error"),
  /** Code of this instance is executing on a node. */
  RUNNING(1, "Running"),
  /** Waiting: for an outside system, a person, a time. */
  ACTIVE(2, "Active"),
  COMPLETED(3, "Completed"),
  /** Paused by a person. */
  STOPPED(4, "Stopped"),
  DELETED(5, "Deleted");

  private final int code;
  private final String label;

  ProcessInstanceStatus(int code, String label) {
    this.code = code;
    this.label = label;
  }

  public int code() {
    return code;
  }

  /** As people and the API write it: {@code Active}. */
  public String label() {
    return label;
  }

  /**
   * The status with this label, in any case.
   *
   * @throws IllegalArgumentException naming the labels there are
   */
  public static ProcessInstanceStatus of(String label) {
    for (var status : values()) {
      if (status.label.equalsIgnoreCase(label)) {
        return status;
      }
    }
    throw new IllegalArgumentException(
        "There is no status '%s': give Error, Running, Active, Completed, Stopped or Deleted."
            .formatted(label));
  }
}
