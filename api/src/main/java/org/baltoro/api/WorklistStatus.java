package org.baltoro.api;

/** What a worklist item is to one user, with K2's numbers. */
public enum WorklistStatus {
  /** Has a free slot. */
  AVAILABLE(0, "Available"),
  /** This user has it open and holds a slot. */
  OPEN(1, "Open"),
  /** Others hold all slots. */
  ALLOCATED(2, "Allocated"),
  /** This user does not want to see it for a while. */
  SLEEP(3, "Sleep"),
  /** This user has answered, and others have not yet. */
  COMPLETED(4, "Completed");

  private final int code;
  private final String label;

  WorklistStatus(int code, String label) {
    this.code = code;
    this.label = label;
  }

  public int code() {
    return code;
  }

  /** As people and the API write it: {@code Available}. */
  public String label() {
    return label;
  }

  /**
   * The status with this label, in any case, or with this number.
   *
   * @throws IllegalArgumentException naming the labels there are
   */
  public static WorklistStatus of(String label) {
    for (var status : values()) {
      if (status.label.equalsIgnoreCase(label) || label.equals(String.valueOf(status.code))) {
        return status;
      }
    }
    throw new IllegalArgumentException(
        "There is no status '%s': give Available, Open, Allocated, Sleep or Completed."
            .formatted(label));
  }
}
