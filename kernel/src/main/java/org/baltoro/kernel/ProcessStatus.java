package org.baltoro.kernel;

/** The status of an instance, with K2's numbers. Derived from the state, never stored in it. */
public enum ProcessStatus {
  ERROR(0, "Error"),
  RUNNING(1, "Running"),
  ACTIVE(2, "Active"),
  COMPLETED(3, "Completed"),
  STOPPED(4, "Stopped"),
  DELETED(5, "Deleted");

  private final int code;
  private final String label;

  ProcessStatus(int code, String label) {
    this.code = code;
    this.label = label;
  }

  public int code() {
    return code;
  }

  public String label() {
    return label;
  }
}
