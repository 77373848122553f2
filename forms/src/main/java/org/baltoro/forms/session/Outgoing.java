package org.baltoro.forms.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.ListEditing;
import org.baltoro.forms.document.Operation.MessageType;
import org.baltoro.forms.document.ViewKind;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.TraceOutcome;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/**
 * What a page is told. Values are plain; a file is a {@link FileShown}. Values, items and rows of
 * what is hidden are not among it: they come when it is shown.
 */
public sealed interface Outgoing {

  /**
   * A window has opened: the form, a subform or a subview. Values, items and rows follow.
   *
   * @param window its id
   * @param parent who opened it; null: it is the form
   * @param opened the id that the opener's rules know it by; "" for the form
   * @param document the full name of the form or view
   * @param actions of the worklist item that the form was opened for
   */
  record WindowOpened(
      String window,
      @Nullable String parent,
      String opened,
      String document,
      int version,
      String title,
      List<TabShown> tabs,
      List<AreaShown> areas,
      List<String> actions)
      implements Outgoing {
    public WindowOpened {
      tabs = List.copyOf(tabs);
      areas = List.copyOf(areas);
      actions = List.copyOf(actions);
    }

    WindowOpened with(List<AreaShown> others) {
      return new WindowOpened(
          window, parent, opened, document, version, title, tabs, others, actions);
    }
  }

  /** A tab of a form. */
  record TabShown(String tab, String title, boolean visible) {}

  /**
   * A view on a form, the form itself, or a subview.
   *
   * @param area "" for the form itself and a subview
   * @param tab that it is on; "" where there is none
   * @param kind null for the form itself
   */
  record AreaShown(
      String area,
      String tab,
      @Nullable ViewKind kind,
      ListEditing editing,
      Map<ElementProperty, Object> properties,
      List<ControlShown> controls) {
    public AreaShown {
      properties = ordered(properties);
      controls = List.copyOf(controls);
    }

    /** With this control in place of the one with the same id. */
    AreaShown with(ControlShown other) {
      var others =
          controls.stream()
              .map(control -> control.control().equals(other.control()) ? other : control)
              .toList();
      return new AreaShown(area, tab, kind, editing, properties, others);
    }
  }

  /**
   * A control as it was designed, with its properties as they are. Of one that is hidden no more
   * than that it is there: {@link ControlDescribed} tells the rest once it is shown.
   *
   * @param table the control that it is inside of; "" for none
   * @param pattern that its text must match; "" for none
   * @param calculated its value follows an expression
   */
  record ControlShown(
      String control,
      ControlType type,
      @Nullable PropertyType valueType,
      String table,
      Map<ElementProperty, Object> properties,
      Map<ControlSetting, Object> settings,
      String pattern,
      String patternMessage,
      boolean calculated) {
    public ControlShown {
      properties = ordered(properties);
      settings = ordered(settings);
    }
  }

  /** A control that was hidden is shown for the first time: this is how it was designed. */
  record ControlDescribed(String window, String area, ControlShown control) implements Outgoing {}

  /** A window is ready for the user: its initialisation has ended. */
  record WindowReady(String window) implements Outgoing {}

  record WindowClosed(String window, CloseReason reason) implements Outgoing {}

  record ValueChanged(Address address, @Nullable Object value) implements Outgoing {}

  /** The items that a control offers, all of them. */
  record ItemsChanged(Address address, List<ItemShown> items) implements Outgoing {
    public ItemsChanged {
      items = List.copyOf(items);
    }
  }

  record ItemShown(@Nullable Object value, String text) {}

  /**
   * The rows of a list, all of them.
   *
   * @param columns ids of the controls whose values the rows have, those that are visible
   * @param more there are more rows in the source
   */
  record RowsChanged(
      String window, String area, List<String> columns, List<RowShown> rows, boolean more)
      implements Outgoing {
    public RowsChanged {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** One row has changed; the list has the same rows in the same order. */
  record RowChanged(String window, String area, RowShown row) implements Outgoing {}

  /**
   * A row.
   *
   * @param row its id, unique in the session
   * @param selected the user's choice
   * @param editing it is open for typing
   * @param values at the places of the columns
   */
  record RowShown(
      long row, ItemState state, boolean selected, boolean editing, List<@Nullable Object> values) {
    public RowShown {
      values = Collections.unmodifiableList(new java.util.ArrayList<>(values));
    }
  }

  /**
   * Properties of a control, a view or a tab have changed.
   *
   * @param kind what has them
   * @param id of the control, the view's area, or the tab
   */
  record PropertiesChanged(
      String window,
      ElementKind kind,
      String area,
      String id,
      Map<ElementProperty, Object> properties)
      implements Outgoing {
    public PropertiesChanged {
      properties = ordered(properties);
    }
  }

  /** What has properties. */
  enum ElementKind {
    CONTROL,
    AREA,
    TAB
  }

  /**
   * Whether a control's value is valid.
   *
   * @param row in a list; null: not in one
   * @param message "": it is valid
   */
  record Validated(Address address, @Nullable Long row, String message) implements Outgoing {}

  /** Something to tell the user. */
  record MessageShown(MessageType severity, String title, String body) implements Outgoing {}

  /** Something to ask the user; {@link Incoming.Answer} answers it. */
  record Asked(long question, String title, String body) implements Outgoing {}

  /** A question needs no answer any more: it was answered, or what asked it has ended. */
  record QuestionWithdrawn(long question) implements Outgoing {}

  /** The page goes to another form; this one is closed. */
  record NavigatedToForm(
      String form, @Nullable String state, Map<String, @Nullable Object> parameters)
      implements Outgoing {
    public NavigatedToForm {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  /** The page goes to an address, or opens it beside. */
  record NavigatedToAddress(String address, boolean newWindow) implements Outgoing {}

  /** The user is taken to a tab. */
  record TabChosen(String window, String tab) implements Outgoing {}

  /** The user is taken to a view. */
  record AreaChosen(String window, String area) implements Outgoing {}

  /** The user is taken to a control. */
  record Focused(Address address) implements Outgoing {}

  /** A run of a rule has ended; its trace can be read by its number. */
  record RuleFinished(long run, TraceOutcome outcome) implements Outgoing {}

  /**
   * A rule failed, and no rule took the error.
   *
   * @param run the number of the trace
   */
  record Failed(long run, String code, String message, String detail, List<FieldError> fields)
      implements Outgoing {
    public Failed {
      fields = List.copyOf(fields);
    }

    /**
     * What only a designer or an operator can mend is told without the values and addresses that it
     * is about.
     */
    static Failed of(long run, RuleError error) {
      return switch (error.type()) {
        case RuleError.EXPRESSION_FAILED,
            RuleError.WRONG_TYPE,
            RuleError.INVALID_DOCUMENT,
            RuleError.INTERNAL,
            INVALID_DEFINITION ->
            withoutWords(run, error, "This form has a fault.");
        case SOURCE_FAILED -> withoutWords(run, error, "A source of this form has failed.");
        default -> new Failed(run, error.type(), error.message(), error.detail(), error.fields());
      };
    }

    private static Failed withoutWords(long run, RuleError error, String what) {
      var mend = "Tell those who look after it: run %d of its rules.".formatted(run);
      return new Failed(run, error.type(), what + " " + mend, "", List.of());
    }

    /** Whether those who look after the form have to be told, as its user is not. */
    static boolean hidesWords(RuleError error) {
      return !of(0, error).message().equals(error.message());
    }

    private static final String SOURCE_FAILED = "SOURCE_FAILED";
    private static final String INVALID_DEFINITION = "INVALID_DEFINITION";
  }

  /** A message of the page was not taken; the form is as it was. */
  record Refused(Code code, String message) implements Outgoing {
    /** Why. */
    public enum Code {
      /** There is no such window, control, row or question. */
      UNKNOWN,
      /** It is hidden, disabled or read-only. */
      NOT_ALLOWED,
      /** It is not of the type, too large, or none of the items. */
      WRONG_VALUE,
      TOO_MANY,
      /** The form is being initialised, or closed. */
      NOT_NOW
    }
  }

  private static <K, V> Map<K, V> ordered(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** A file, without its content. */
  record FileShown(String name, String contentType, long size) {}
}
