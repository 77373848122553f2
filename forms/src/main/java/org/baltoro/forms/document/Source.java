package org.baltoro.forms.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a value comes from. It is read when the action that uses it has its turn. */
public sealed interface Source {
  /** The empty value. */
  Source EMPTY = new Literal(null);

  /**
   * A value written in the document.
   *
   * @param value plain: text, number, boolean, date, time, instant, or a list of these; null: empty
   */
  record Literal(@Nullable Object value) implements Source {}

  /** Text with tokens: the parts one after another, an empty value as no text. */
  record Text(List<Source> parts) implements Source {
    public Text {
      parts = List.copyOf(parts);
    }
  }

  /** What a control holds. In an editable list: the one of the row that is edited. */
  record ControlValue(Scope scope, String control) implements Source {}

  /** How a control is: visible, enabled, its label and the like. */
  record ControlProperty(Scope scope, String control, ElementProperty property) implements Source {}

  /**
   * What a view's field holds. In a list: of the row that a {@code for each} is at, else of the row
   * that the event is about, else of the selected row.
   */
  record FieldValue(Scope scope, String field) implements Source {}

  record ParameterValue(Scope scope, String parameter) implements Source {}

  /**
   * What an action returned earlier in this run of the rule.
   *
   * @param action the action's id
   * @param property a property of the row that it returned, of the first one if it returned many
   */
  record ResultValue(String action, String property) implements Source {}

  /**
   * All rows that an action returned, for a list view or a list control.
   *
   * @param action the action's id
   */
  record ResultRows(String action) implements Source {}

  /** The rows of a list view in a state, with the properties of its SmartObject. */
  record ViewRows(Scope scope, ItemState state) implements Source {}

  record SystemValue(SystemVariable variable) implements Source {}

  /** The state of the row that a {@code for each}, or an action for items in a state, is at. */
  record CurrentItemState() implements Source {}

  /**
   * The value that a {@code for each} over a control's items is at, or an action for them: the
   * item's value, or a property of the row that it was made from.
   *
   * @param property null: the value
   */
  record CurrentItem(@Nullable String property) implements Source {}

  /**
   * FEEL. Names are the ids of controls, fields and parameters of the rule's view or form; on a
   * form {@code instance.id} reaches into a view, and {@code instance.rows} are a list view's rows.
   */
  record Expression(String text) implements Source {}
}
