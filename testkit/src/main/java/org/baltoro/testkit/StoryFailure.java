package org.baltoro.testkit;

import org.baltoro.api.BaltoroException;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** A story went another way than it was told; the message ends with what has happened. */
public final class StoryFailure extends AssertionFailedError {
  private final transient @Nullable BaltoroException refusal;

  private StoryFailure(
      String message, Object expected, Object actual, @Nullable BaltoroException refusal) {
    super(message, expected, actual, refusal);
    this.refusal = refusal;
  }

  private StoryFailure(String message, @Nullable BaltoroException refusal) {
    super(message, refusal);
    this.refusal = refusal;
  }

  static StoryFailure of(String what, String report) {
    return new StoryFailure(what + "\n\n" + report, null);
  }

  static StoryFailure of(String what, String report, Object expected, Object actual) {
    return new StoryFailure(what + "\n\n" + report, expected, actual, null);
  }

  static StoryFailure refused(String what, String report, BaltoroException refusal) {
    return new StoryFailure(what + ": " + refusal.getMessage() + "\n\n" + report, refusal);
  }

  /** What the engine has refused, if that was it. */
  @Nullable BaltoroException refusal() {
    return refusal;
  }
}
