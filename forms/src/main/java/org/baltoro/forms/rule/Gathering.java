package org.baltoro.forms.rule;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.rule.BlockRunner.ActionEnd;
import org.baltoro.forms.rule.BlockRunner.FailureSink;
import org.jspecify.annotations.Nullable;

/** Where actions that were started together report how they ended, and their block waits. */
final class Gathering {
  private final @Nullable ActionEnd[] ends;
  private final Threads.Latch latch;
  private final boolean firstReleases;
  private final FailureSink failedBeside;
  private int missing;
  private @Nullable ActionEnd first;

  /**
   * @param firstReleases true: the first success opens the latch; false: the last end does
   * @param failedBeside is told of failures once there is a success, late ones and earlier ones
   */
  Gathering(int count, Threads.Latch latch, boolean firstReleases, FailureSink failedBeside) {
    this.ends = new ActionEnd[count];
    this.missing = count;
    this.latch = latch;
    this.firstReleases = firstReleases;
    this.failedBeside = failedBeside;
  }

  void await() throws InterruptedException {
    latch.await();
  }

  synchronized boolean released() {
    return first != null;
  }

  boolean firstReleases() {
    return firstReleases;
  }

  /** The first that succeeded, where that releases the block; null: all failed. */
  synchronized @Nullable ActionEnd first() {
    return first;
  }

  /** All ends, in list order; there is one for each when the latch was opened by the last. */
  synchronized List<ActionEnd> ends() {
    var all = new ArrayList<ActionEnd>();
    for (var end : ends) {
      if (end != null) {
        all.add(end);
      }
    }
    return all;
  }

  /** Takes an end in; who is to be told of failures hears of them before the block goes on. */
  void ended(int place, ActionEnd end) {
    var now = record(place, end);
    try {
      for (var told : now.told()) {
        var error = told.error();
        if (error != null) {
          failedBeside.failed(error);
        }
      }
    } finally {
      if (now.opens()) {
        latch.open();
      }
    }
  }

  /** Nobody needs to wait any more: the run is cancelled, and an action of it has no end. */
  void abandon() {
    latch.open();
  }

  private synchronized Recorded record(int place, ActionEnd end) {
    boolean wasReleased = first != null;
    ends[place] = end;
    missing--;
    if (!wasReleased && firstReleases && end.error() == null) {
      first = end;
    }
    if (first == null) {
      return new Recorded(List.of(), missing == 0);
    }
    return wasReleased ? new Recorded(List.of(end), false) : new Recorded(ends(), true);
  }

  /**
   * What follows from an end.
   *
   * @param told ends whose failures are told now
   * @param opens the block goes on
   */
  private record Recorded(List<ActionEnd> told, boolean opens) {}
}
