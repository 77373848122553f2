package org.baltoro.api;

/** Operations on running instances. Each needs Admin on the process. */
public interface Management {
  /** Stops an instance; one whose code runs is stopped when the code returns. */
  void stop(long instance);

  /** Starts a stopped instance; what fell due meanwhile happens at once. */
  void start(long instance);

  /**
   * Runs just the failed item again, as a new attempt.
   *
   * @param error the error's number within the instance
   */
  void retry(long instance, int error);

  /** Completes the failed item by hand, as if its code had succeeded. */
  void skip(long instance, int error);

  /** Deletes an instance; its journal stays. Refused while its code runs. */
  void delete(long instance);

  /** Errors of the instances that this user may manage, newest instance first. */
  Page<InstanceError> errors(
      @org.jspecify.annotations.Nullable String process,
      @org.jspecify.annotations.Nullable String cursor,
      int limit);
}
