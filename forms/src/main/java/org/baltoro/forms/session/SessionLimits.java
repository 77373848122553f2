package org.baltoro.forms.session;

/**
 * Bounds of an open form: what is beyond them is refused, and the form goes on.
 *
 * @param textMax characters of one value; 1 to 16,777,216, default 100,000
 * @param fileBytesMax of one file; 1 to 1 GB, default 10 MB
 * @param changesMax changes in one message; 1 to 10,000, default 500
 * @param rowsMax rows of one list; 1 to 100,000, default 5,000
 * @param messagesPerSecond that are taken on end; 1 to 10,000, default 50
 * @param messagesAtOnce that are taken in one burst; 1 to 10,000, default 200
 * @param windowsMax that are open at once; 1 to 1,000, default 20
 * @param runsMax events whose rules run at once, those that wait for the user and actions that run
 *     on after their rules counted too; 1 to 10,000, default 100
 * @param depthMax rules that raise or execute one another; 1 to 200, default 30
 * @param tracesMax runs whose traces are kept, the newest; 0 to 10,000, default 200
 */
public record SessionLimits(
    int textMax,
    long fileBytesMax,
    int changesMax,
    int rowsMax,
    int messagesPerSecond,
    int messagesAtOnce,
    int windowsMax,
    int runsMax,
    int depthMax,
    int tracesMax) {
  public static final SessionLimits DEFAULTS =
      new SessionLimits(100_000, 10_000_000, 500, 5_000, 50, 200, 20, 100, 30, 200);

  public SessionLimits {
    check("textMax", textMax, 1, 16_777_216);
    check("fileBytesMax", fileBytesMax, 1, 1_000_000_000);
    check("changesMax", changesMax, 1, 10_000);
    check("rowsMax", rowsMax, 1, 100_000);
    check("messagesPerSecond", messagesPerSecond, 1, 10_000);
    check("messagesAtOnce", messagesAtOnce, 1, 10_000);
    check("windowsMax", windowsMax, 1, 1_000);
    check("runsMax", runsMax, 1, 10_000);
    check("depthMax", depthMax, 1, 200);
    check("tracesMax", tracesMax, 0, 10_000);
  }

  private static void check(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s is %d: give %d to %d.".formatted(name, value, min, max));
    }
  }
}
