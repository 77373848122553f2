package org.baltoro.api;

import java.util.List;

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
   * Makes a repeated start harmless: a second start of the same process by the same user, with the
   * same key and data, answers with the first instance. Another user's start with that key, or one
   * with other data, is refused with {@link Problem#INVALID_REQUEST}.
   *
   * @param key 1 to 200 characters, unique per process
   */
  NewProcessInstance idempotencyKey(String key);

  /** The data fields, at first with the definition's defaults. */
  DataFields dataFields();

  /** The data fields that have no default and must have a value when the instance is started. */
  List<String> requiredFields();
}
