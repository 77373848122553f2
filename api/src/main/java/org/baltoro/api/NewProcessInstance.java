package org.baltoro.api;

/** A process instance that is being prepared: nothing of it is stored before it is started. */
public interface NewProcessInstance {
  /** The full name of the process. */
  String process();

  /** Runs on this version instead of the default one. */
  NewProcessInstance version(int version);

  /** The folio: the business name shown in lists, 0 to 256 characters. Else the definition's. */
  NewProcessInstance folio(String folio);

  /** For sorting and filtering only: 0 (low) to 2 (high), default 1. */
  NewProcessInstance priority(int priority);

  /**
   * Makes a repeated start harmless: a second start of the same process with the same key answers
   * with the first instance.
   *
   * @param key 1 to 200 characters, unique per process
   */
  NewProcessInstance idempotencyKey(String key);

  /** The data fields, at first with the definition's defaults. */
  DataFields dataFields();
}
