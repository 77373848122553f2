package org.baltoro.api;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations on running instances. Each needs Admin on the process.
 *
 * <p>Whatever is done can be shown first: {@link #preview} says what expires, what is created,
 * which timers and worklist items go and from whom, and {@link #carryOut(long, ManagementOperation,
 * long)} with the previewed version does just that, or refuses if the instance has moved meanwhile.
 */
public interface Management {

  /**
   * What an operation would do now; nothing is changed. A refusal is in the report.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND}, {@link Problem#ACCESS_DENIED}
   */
  OperationReport preview(long instance, ManagementOperation operation);

  /**
   * Carries an operation out.
   *
   * @throws BaltoroException {@link Problem#NOT_ALLOWED_NOW} in a status that does not allow it,
   *     {@link Problem#NOT_FOUND} for an unknown error or timer, {@link Problem#INVALID_REQUEST}
   *     for an unknown activity, {@link Problem#INVALID_DATA}
   */
  default OperationReport carryOut(long instance, ManagementOperation operation) {
    return carryOut(instance, operation, 0);
  }

  /**
   * Carries out what a preview has shown.
   *
   * @param previewedVersion the preview's; 0 for whatever the instance is now
   * @throws BaltoroException {@link Problem#CHANGED_MEANWHILE} if the instance has moved since
   */
  OperationReport carryOut(long instance, ManagementOperation operation, long previewedVersion);

  /**
   * Previews an operation on the next instances that a query finds, newest first. Ask again with
   * the page's cursor for the rest.
   */
  BatchPage previewBatch(ProcessInstanceQuery query, ManagementOperation operation);

  /**
   * Carries an operation out on the next instances that a query finds, newest first, one commit
   * each; a refusal of one does not keep the others. The query's limit is the size of a step: wait
   * between steps to go easy on the server, and ask again with the page's cursor for the rest.
   */
  BatchPage carryOutBatch(ProcessInstanceQuery query, ManagementOperation operation);

  /** Timers and back-offs of an instance, soonest first. */
  List<InstanceTimer> timers(long instance);

  /** Errors of the instances that this user may manage, newest instance first. */
  Page<InstanceError> errors(ErrorQuery query);

  // ---- in short

  default Page<InstanceError> errors(@Nullable String process, @Nullable String cursor, int limit) {
    return errors(new ErrorQuery(process, null, null, null, cursor, limit));
  }

  /** Stops an instance; one whose code runs is stopped when the code returns. */
  default void stop(long instance) {
    carryOut(instance, new ManagementOperation.Stop());
  }

  /** Starts a stopped instance; what fell due meanwhile happens at once. */
  default void start(long instance) {
    carryOut(instance, new ManagementOperation.Start());
  }

  /** Expires all active activities and creates one instance of {@code activity}. */
  default OperationReport gotoActivity(long instance, String activity) {
    return carryOut(instance, new ManagementOperation.GotoActivity(activity));
  }

  /** Expires the active instances of {@code from} and creates one instance of {@code to}. */
  default OperationReport gotoActivity(long instance, String from, String to) {
    return carryOut(instance, new ManagementOperation.GotoActivity(to, from, true, false));
  }

  default OperationReport expireActivity(long instance, String activity) {
    return carryOut(instance, new ManagementOperation.ExpireActivity(activity, false));
  }

  /**
   * Runs just the failed item again, as a new attempt.
   *
   * @param error the error's number within the instance; 0 for all
   */
  default void retry(long instance, int error) {
    carryOut(instance, new ManagementOperation.Retry(error));
  }

  /**
   * Completes the failed item by hand, as if its code had succeeded.
   *
   * @param error the error's number within the instance; 0 for all
   */
  default void skip(long instance, int error) {
    carryOut(instance, new ManagementOperation.Skip(error));
  }

  /** Gives up code that runs. */
  default void interrupt(long instance) {
    carryOut(instance, new ManagementOperation.Interrupt());
  }

  /** Goes on with another version; what is active must have the same names there. */
  default OperationReport setProcessInstanceVersion(long instance, int version) {
    return carryOut(
        instance, new ManagementOperation.Migrate(version, Collections.emptyMap(), false, false));
  }

  /** Deletes an instance; its journal stays. Refused while its code runs. */
  default void delete(long instance) {
    carryOut(instance, new ManagementOperation.Delete());
  }

  default void moveTimer(long instance, int timer, Instant dueDate) {
    carryOut(instance, new ManagementOperation.MoveTimer(timer, dueDate));
  }
}
