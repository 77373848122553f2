package org.baltoro.bench.contender;

import java.util.List;

/** What clients do over and over: an instance each time, from its start to its end. */
public enum Workload {
  /**
   * Start, three steps of empty code in a row, end; each step is durable before the next begins.
   */
  STEPS("w1-steps", "W1 three steps, each durable"),
  /** The same, durable once: at the end, as there is no wait state before. */
  STRAIGHT("w1-straight", "W1 three steps, durable at the end"),
  /** Start, a wait for the outside, finished by the number of what waits, end. */
  EXTERNAL("w2", "W2 completed from outside"),
  /** The same, with the start durable before code that tells the outside; for Baltoro only. */
  TOLD("w2-told", "W2 completed from outside, told by code"),
  /** Start, work for a group, found by one of its users among the newest 20, done, end. */
  TASK("w3", "W3 human task"),
  /** Start, 20 activities with parallel branches and rules over data, end; durable at the end. */
  RULES("w8", "W8 20 activities with rules"),
  /** A running instance of the client's own is sent elsewhere; it has no start and no end. */
  GOTO("goto", "goto");

  private final String key;
  private final String title;

  Workload(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** What it is called in commands and files. */
  public String key() {
    return key;
  }

  public String title() {
    return title;
  }

  public static List<String> keys() {
    return List.of(values()).stream().map(Workload::key).toList();
  }

  /**
   * @throws IllegalArgumentException if there is no such workload
   */
  public static Workload of(String key) {
    for (var workload : values()) {
      if (workload.key.equals(key)) {
        return workload;
      }
    }
    throw new IllegalArgumentException(
        "There is no workload '%s': give one of %s.".formatted(key, keys()));
  }
}
