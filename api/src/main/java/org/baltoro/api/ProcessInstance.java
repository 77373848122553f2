package org.baltoro.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running or ended instance, as it was when it was opened, with this handle's unsaved writes. */
public interface ProcessInstance {
  long id();

  /** The full name of the process, folder and name. */
  String process();

  /** The version of the definition that this instance runs on. */
  int version();

  ProcessInstanceStatus status();

  /** True when some branch is in error, also while other code runs. */
  boolean hasError();

  /** True when the instance is Running and will be Stopped once its code has returned. */
  boolean stopRequested();

  String folio();

  /** Changes the folio, locally until {@link #update}. 0 to 256 characters. */
  ProcessInstance setFolio(String folio);

  int priority();

  /** Changes the priority, locally until {@link #update}. 0 to 2. */
  ProcessInstance setPriority(int priority);

  String originator();

  Instant startDate();

  /** When it completed or was deleted; null while it runs. */
  @Nullable Instant finishDate();

  DataFields dataFields();

  /** The instance whose sub-process event started this one; null if no other did. */
  @Nullable ParentInstance parent();

  /** The activity instances that are active now. */
  List<ActiveActivity> activities();

  /** The errors that hold branches of this instance now. */
  List<InstanceError> errors();

  /**
   * Saves data fields, folio and priority in one commit, without finishing anything. Needs Admin or
   * Server Event on the process, or an open worklist item of this instance: who has one saves a
   * draft so. Having started the instance is not enough.
   *
   * @throws BaltoroException {@link Problem#INVALID_DATA}, {@link Problem#CHANGED_MEANWHILE},
   *     {@link Problem#ACCESS_DENIED}, {@link Problem#NOT_ALLOWED_NOW} for a completed instance
   */
  void update();

  /**
   * The instance that started another. Whether the caller may view it is another question.
   *
   * @param serialNumber of the event that started it
   * @param waits the event waits for the end of what it started
   */
  record ParentInstance(long id, String serialNumber, boolean waits) {}

  /** One active activity instance and its open events. */
  record ActiveActivity(int id, String name, Instant startDate, List<OpenEvent> events) {
    public ActiveActivity {
      events = List.copyOf(events);
    }
  }

  /**
   * One open event.
   *
   * @param status {@code Running} (code runs), {@code Waiting} (for finish), {@code Retrying} (a
   *     back-off runs until {@code dueDate}), {@code Error}, {@code Held} (ready, and kept from
   *     starting: the instance is stopped or will be as soon as its running code has returned, an
   *     error halts all of it, or a management operation waits to be carried out), {@code Offered}
   *     (on worklists), {@code SubProcess} (for {@code child})
   * @param attempt the attempt that runs or ran last, from 1
   * @param dueDate when the next attempt starts, if one is due
   * @param child the instance that a sub-process waits for, or has heard of; null for other events
   */
  record OpenEvent(
      String serialNumber,
      String name,
      String status,
      int attempt,
      Instant since,
      @Nullable Instant dueDate,
      @Nullable Long child) {}
}
