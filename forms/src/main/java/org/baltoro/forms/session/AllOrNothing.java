package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an atomic packet keeps until it is decided: how its changes are taken back, and what the
 * page hears of it only when it stays. Used under the lock.
 */
final class AllOrNothing {
  private final Session session;
  private final List<Runnable> inverses = new ArrayList<>();
  private final Map<RowState, RowBefore> rows = new LinkedHashMap<>();
  private final List<Runnable> atLast = new ArrayList<>();
  private final Set<Object> withheld = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean decided;

  AllOrNothing(Session session) {
    this.session = session;
    session.mirror.withhold(withheld);
  }

  boolean isDecided() {
    return decided;
  }

  void inverse(Runnable step) {
    if (!decided) {
      inverses.add(step);
    }
  }

  /** A row is about to be changed. */
  void beforeRow(Area area, ListState list, RowState row, boolean edited) {
    if (decided) {
      return;
    }
    var before = rows.computeIfAbsent(row, each -> new RowBefore(area, list, each));
    if (edited) {
      before.edited();
    }
    withhold(area);
  }

  /** The page is not told of changes of this. */
  void withhold(Object place) {
    if (!decided) {
      withheld.add(place);
    }
  }

  /** Does it when it stays. */
  void atLast(Runnable step) {
    if (decided) {
      step.run();
    } else {
      atLast.add(step);
    }
  }

  /** It stays. */
  void stay() {
    if (!decided) {
      decided();
      atLast.forEach(Runnable::run);
    }
  }

  /**
   * Takes everything back, the last first; nothing is raised.
   *
   * @param follow lets calculated controls follow
   */
  void undo(Runnable follow) {
    if (decided) {
      return;
    }
    decided = true;
    try {
      inverses.reversed().forEach(Runnable::run);
      List.copyOf(rows.values()).reversed().forEach(RowBefore::restore);
      rows.values().forEach(row -> row.area().rowsTouched = true);
      session.nextChange();
      follow.run();
    } finally {
      decided();
    }
  }

  private void decided() {
    decided = true;
    session.mirror.release(withheld);
  }
}
