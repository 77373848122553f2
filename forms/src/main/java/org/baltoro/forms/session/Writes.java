package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.rule.ActionTurn;
import org.baltoro.forms.rule.ValueChange;
import org.jspecify.annotations.Nullable;

/**
 * What one action, or the user, changes: which changes are late, what they raise, and how to take
 * them back.
 */
final class Writes {
  private final Session session;
  private final @Nullable ActionTurn turn;
  private final long since;
  private final Set<Object> own = new HashSet<>();
  private final List<Occurrence> raised = new ArrayList<>();
  private final Set<Cell> cells = new LinkedHashSet<>();
  private final Set<Area> lists = new LinkedHashSet<>();
  private final List<Runnable> inverses = new ArrayList<>();

  /**
   * @param turn null: the user, or the session itself
   */
  Writes(Session session, @Nullable ActionTurn turn) {
    this.session = session;
    this.turn = turn;
    this.since = session.changes();
  }

  /**
   * Whether something may be changed: not if the result is late and it was changed since the action
   * started, by others.
   *
   * @param changed the number of its last change
   */
  boolean mayChange(Object place, long changed) {
    if (own.contains(place)) {
      return true;
    }
    if (turn != null && turn.late() && changed > since) {
      return false;
    }
    own.add(place);
    return true;
  }

  boolean isLate() {
    return turn != null && turn.late();
  }

  void traced(
      String place, @Nullable Object before, @Nullable Object after, ValueChange.Kind kind) {
    if (turn != null) {
      turn.changed(new ValueChange(session.now(), place, before, after, kind));
    }
  }

  void note(String text) {
    if (turn != null) {
      turn.note(text);
    }
  }

  void raise(Occurrence occurrence) {
    if (!raised.contains(occurrence)) {
      raised.add(occurrence);
    }
  }

  void changed(Cell cell) {
    cells.add(cell);
  }

  /** The rows of a list are others. */
  void changedRows(Area area) {
    lists.add(area);
  }

  /** What was changed since this was asked last. */
  Changed takeChanged() {
    var changed = new Changed(List.copyOf(cells), List.copyOf(lists));
    cells.clear();
    lists.clear();
    return changed;
  }

  /**
   * What calculated controls may follow.
   *
   * @param lists areas whose rows are others
   */
  record Changed(List<Cell> cells, List<Area> lists) {
    boolean isEmpty() {
      return cells.isEmpty() && lists.isEmpty();
    }
  }

  void inverse(Runnable step) {
    inverses.add(step);
  }

  /** Takes everything back, the last first; nothing is raised. */
  void undo() {
    for (var step : inverses.reversed()) {
      step.run();
    }
    inverses.clear();
    raised.clear();
  }

  List<Occurrence> raised() {
    return List.copyOf(raised);
  }
}
