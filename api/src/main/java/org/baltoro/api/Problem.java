package org.baltoro.api;

/**
 * Why the server refused, as a stable code: the same in the object model and, as {@code
 * urn:baltoro:problem:<code>} with this HTTP status, in the API.
 */
public enum Problem {
  /** Nobody is logged in: wrong password, unknown or expired token. */
  NOT_AUTHENTICATED("not-authenticated", 401),
  /** The user lacks a right; the message names it. */
  ACCESS_DENIED("access-denied", 403),
  /** No such instance, item or version. */
  NOT_FOUND("not-found", 404),
  /** No such process, or version of it. */
  UNKNOWN_PROCESS("unknown-process", 404),
  /** The instance was deleted, or is past retention. */
  GONE("gone", 410),
  /** The event was finished before; details say by whom and when. */
  ALREADY_FINISHED("already-finished", 409),
  /** The event was expired, skipped or deleted; details say by what and when. */
  ITEM_EXPIRED("item-expired", 409),
  /** A worker's lease on a job has ended, or its job was taken from it. */
  LEASE_LOST("lease-lost", 409),
  /** Others have it open, and there is no slot left; details say who. */
  ITEM_HELD("item-held", 409),
  /** The instance's status does not allow this now. */
  NOT_ALLOWED_NOW("not-allowed-now", 409),
  /** A field written was changed since it was read. */
  CHANGED_MEANWHILE("changed-meanwhile", 409),
  /** Other data forbids it: a value that must be unique, a row that others refer to. */
  CONFLICT("conflict", 409),
  /** Malformed or missing input. */
  INVALID_REQUEST("invalid-request", 400),
  /** An unknown data field, a missing required one, or a value of the wrong type. */
  INVALID_DATA("invalid-data", 422),
  /** The definition has problems; details list them. */
  INVALID_DEFINITION("invalid-definition", 422),
  /** The request body is over the limit. */
  TOO_LARGE("too-large", 413),
  /** The server's queues are full: try again later. Nothing was done. */
  BUSY("busy", 503),
  /**
   * The store can't be reached, is full, or is locked. Whether the command was stored is unknown
   * unless the message says so: repeat it with the same idempotency key.
   */
  STORE_UNAVAILABLE("store-unavailable", 503),
  /** The server can't be reached. */
  SERVER_UNREACHABLE("server-unreachable", 502),
  /** The system behind a service refused or failed. */
  SOURCE_FAILED("source-failed", 502),
  /** The system behind a service can't be reached now: try again later. */
  SOURCE_UNAVAILABLE("source-unavailable", 503),
  /** The system behind a service gave no answer in time; whether it did its work is not known. */
  SOURCE_TIMED_OUT("source-timed-out", 504),
  /** A bug of ours. */
  INTERNAL("internal", 500);

  private final String code;
  private final int httpStatus;

  Problem(String code, int httpStatus) {
    this.code = code;
    this.httpStatus = httpStatus;
  }

  public String code() {
    return code;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /** The problem with this code; {@link #INTERNAL} for a code of a newer server. */
  public static Problem of(String code) {
    for (var problem : values()) {
      if (problem.code.equals(code)) {
        return problem;
      }
    }
    return INTERNAL;
  }
}
