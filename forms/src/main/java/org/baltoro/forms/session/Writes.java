package org.baltoro.forms.session;

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
  private final Set<Occurrence> raised = new LinkedHashSet<>();
  private final Set<Cell> cells = new LinkedHashSet<>();
  private final Set<Area> lists = new LinkedHashSet<>();
  private final @Nullable AllOrNothing packet;

  /**
   * @param turn null: the user, or the session itself
   */
  Writes(Session session, @Nullable ActionTurn turn) {
    this(session, turn, null);
  }

  /**
   * @param turn null: the user, or the session itself
   * @param packet that it belongs to, if that is atomic
   */
  Writes(Session session, @Nullable ActionTurn turn, @Nullable AllOrNothing packet) {
    this.session = session;
    this.turn = turn;
    this.packet = packet;
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

  /** Also the session's own. */
  boolean isByUser() {
    return turn == null;
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
    raised.add(occurrence);
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

  /** How a change is taken back, if all of its packet is. */
  void inverse(Runnable step) {
    if (packet != null) {
      packet.inverse(step);
    }
  }

  /** Whether a change may be taken back later. */
  boolean isUndecided() {
    return packet != null && !packet.isDecided();
  }

  /** A value or the state of a row is about to be changed. */
  void beforeRow(Area area, RowState row) {
    if (packet != null && area.list != null) {
      packet.beforeRow(area, area.list, row, false);
    }
  }

  /** A row is about to be opened, taken over, given up or removed. */
  void beforeEdit(Area area, ListState list, RowState row) {
    if (packet != null) {
      packet.beforeRow(area, list, row, true);
    }
  }

  /** The page is not told of it before it is certain. */
  void withhold(Object place) {
    if (packet != null) {
      packet.withhold(place);
    }
  }

  /** Does what can't be taken back, at once or when it is certain that the action stays. */
  void atLast(Runnable step) {
    if (packet == null) {
      step.run();
    } else {
      packet.atLast(step);
    }
  }

  List<Occurrence> raised() {
    return List.copyOf(raised);
  }
}
