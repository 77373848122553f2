package org.baltoro.forms.session;

import java.util.List;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ListEvent;
import org.baltoro.forms.document.Operation.ListMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a page tells: one message for each thing that the user does, with what was typed before it.
 */
public sealed interface Incoming {

  /** What was typed since the last message. Applied first, in order. */
  List<Change> changes();

  /**
   * A value that the user gave.
   *
   * @param row in a list view; null: not in one
   * @param value of the control's type, or a text that says one; a file as a {@code FileValue}
   */
  record Change(Address address, @Nullable Long row, @Nullable Object value) {}

  /** Values were typed, and nothing else. */
  record Changed(List<Change> changes) implements Incoming {
    public Changed {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Something happened to a control.
   *
   * @param event CLICKED, FOCUSED or LEFT: the others are not the user's
   * @param row in a list view; null: not in one
   * @param item in a worklist control: the serial number that was clicked; null otherwise
   */
  record OnControl(
      Address address,
      ControlEvent event,
      @Nullable Long row,
      @Nullable String item,
      List<Change> changes)
      implements Incoming {
    public OnControl {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Something happened to a row.
   *
   * @param event CLICKED, DOUBLE_CLICKED or SELECTED: for the others there is {@link EditRow}
   */
  record OnRow(String window, String area, ListEvent event, long row, List<Change> changes)
      implements Incoming {
    public OnRow {
      changes = List.copyOf(changes);
    }
  }

  /**
   * The user edits a list.
   *
   * @param row null for ADD
   */
  record EditRow(
      String window, String area, ListMethod method, @Nullable Long row, List<Change> changes)
      implements Incoming {
    public EditRow {
      changes = List.copyOf(changes);
    }
  }

  /** The next page of a list is wanted. */
  record LoadMore(String window, String area) implements Incoming {
    @Override
    public List<Change> changes() {
      return List.of();
    }
  }

  /** The user answers a question. */
  record Answer(long question, boolean yes) implements Incoming {
    @Override
    public List<Change> changes() {
      return List.of();
    }
  }

  /** The user closes a window: of a subform, or of the form. */
  record CloseWindow(String window) implements Incoming {
    @Override
    public List<Change> changes() {
      return List.of();
    }
  }

  /** The user opens or closes a view's body. */
  record Toggle(String window, String area, boolean collapsed) implements Incoming {
    @Override
    public List<Change> changes() {
      return List.of();
    }
  }

  /** The user chooses an action of the worklist item that the form was opened for. */
  record Submit(String action, List<Change> changes) implements Incoming {
    public Submit {
      changes = List.copyOf(changes);
    }
  }
}
