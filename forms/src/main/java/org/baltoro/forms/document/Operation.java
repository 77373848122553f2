package org.baltoro.forms.document;

import java.util.List;
import org.baltoro.forms.smartobject.Sort;
import org.jspecify.annotations.Nullable;

/**
 * What an action does. Outputs are mappings whose sources are the action's own result: {@link
 * Source.ResultValue} and {@link Source.ResultRows} with its id.
 */
public sealed interface Operation {

  /** Calls a method of any SmartObject. */
  record ExecuteSmartObject(
      String smartObject,
      String method,
      List<Mapping> inputs,
      @Nullable ListFilter filter,
      List<Sort> order,
      List<Mapping> outputs)
      implements Operation {
    public ExecuteSmartObject {
      inputs = List.copyOf(inputs);
      order = List.copyOf(order);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Calls a method of a view's SmartObject. Inputs that are not mapped come from the view's fields;
   * what it returns goes into the fields, or the rows of a list, and from there along the outputs.
   *
   * @param filter null: the view's own
   * @param order empty: the view's own
   */
  record ExecuteViewMethod(
      Scope view,
      String method,
      List<Mapping> inputs,
      @Nullable ListFilter filter,
      List<Sort> order,
      List<Mapping> outputs)
      implements Operation {
    public ExecuteViewMethod {
      inputs = List.copyOf(inputs);
      order = List.copyOf(order);
      outputs = List.copyOf(outputs);
    }
  }

  /** Has a view do something that needs no method's name. */
  record RunViewMethod(Scope view, ViewMethod method) implements Operation {}

  /** What a view can do by itself. */
  enum ViewMethod {
    /** Runs the view's rules for its initialisation. */
    INITIALISE,
    /** Calls the method of the view's {@link ViewSource}. */
    REFRESH,
    /** Adds the next page to a list that was loaded by pages. */
    LOAD_MORE,
    /** Empties fields and controls, or the rows. */
    CLEAR,
    EXPAND,
    COLLAPSE
  }

  /**
   * Calls a method once for each item, in list order. Inputs that are not mapped come from the
   * item's fields. When it is a view's own SmartObject, rows that were created or updated are
   * unchanged after it, and removed ones are gone.
   *
   * @param smartObject null: that of the items' view
   */
  record ExecuteForItems(
      Items items,
      @Nullable String smartObject,
      String method,
      List<Mapping> inputs,
      List<Mapping> outputs)
      implements Operation {
    public ExecuteForItems {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Has a control do something.
   *
   * @param filter for {@link ControlMethod#POPULATE}: besides the control's own; null: none
   */
  record RunControlMethod(
      Scope scope, String control, ControlMethod method, @Nullable ListFilter filter)
      implements Operation {}

  /** Moves values. All sources are read before the first target is written. */
  record TransferData(List<Mapping> mappings) implements Operation {
    public TransferData {
      mappings = List.copyOf(mappings);
    }
  }

  /** Shows and hides, enables and disables, makes read-only, names: many things at once. */
  record SetProperties(List<PropertySetting> settings) implements Operation {
    public SetProperties {
      settings = List.copyOf(settings);
    }
  }

  /**
   * Opens a form or view in a window of its own.
   *
   * @param opened an identifier that rules know it by while it is open; opening another under the
   *     same one is an error
   * @param document full name of a form, or of a view if {@code subview}
   * @param parameters targets are {@link Target.DocumentParameter}s
   * @param heading of the window; {@link Source#EMPTY}: its title
   * @param state of a form; null: its default
   * @param waitUntilClosed the action completes when it has closed, for whatever reason; its result
   *     then has the property {@code closeReason}
   */
  record OpenSubform(
      String opened,
      boolean subview,
      String document,
      List<Mapping> parameters,
      Source heading,
      @Nullable String state,
      boolean waitUntilClosed)
      implements Operation {
    public OpenSubform {
      parameters = List.copyOf(parameters);
    }
  }

  /** Closes a subform or subview, with all that was opened from it. */
  record Close(Closing closing) implements Operation {}

  /** What is closed. */
  sealed interface Closing {
    /** What the rule runs in; on a form that nobody opened: the form. */
    record Own() implements Closing {}

    /** What was opened under this id. */
    record Opened(String opened) implements Closing {}

    /**
     * What the rule runs in, and who opened it, and so on.
     *
     * @param levels 1 or more
     */
    record Levels(int levels) implements Closing {}
  }

  /**
   * Leaves this form for another.
   *
   * @param form the full name, as text
   * @param state the id of a state; {@link Source#EMPTY}: its default
   * @param parameters targets are {@link Target.DocumentParameter}s
   */
  record NavigateToForm(Source form, Source state, List<Mapping> parameters) implements Operation {
    public NavigateToForm {
      parameters = List.copyOf(parameters);
    }
  }

  /** Leaves this form for a page. */
  record NavigateToAddress(Source address, boolean newWindow) implements Operation {}

  /** Takes the user to a tab of this form. */
  record ShowTab(String tab) implements Operation {}

  /** Takes the user to a view of this form, on whatever tab it is. */
  record ShowView(Scope view) implements Operation {}

  /** Tells the user something. The rule goes on at once. */
  record ShowMessage(MessageType type, Source title, Source body) implements Operation {}

  /** How a message looks. */
  enum MessageType {
    INFORMATION,
    WARNING,
    ERROR
  }

  /** Asks the user; at no the rule stops. */
  record Confirm(Source title, Source body) implements Operation {}

  /**
   * Runs another rule of the scope to its end. What it fails with, this action fails with.
   *
   * @param rule its id
   */
  record ExecuteRule(Scope scope, String rule) implements Operation {}

  /** In an error handler: the rule goes on after the handler. Elsewhere without effect. */
  record Continue() implements Operation {}

  /** The rule ends here, without an error. A rule that executed it goes on. */
  record StopRule() implements Operation {}

  /** Fails, with an error of the rule's own. */
  record RaiseError(Source message, Source detail, Source type) implements Operation {}

  /**
   * Starts a process instance. Its result has the property {@code instance}.
   *
   * @param folio {@link Source#EMPTY}: as the process says
   * @param dataFields targets are {@link Target.DataField}s
   * @param sync true: completes at the instance's next wait state
   */
  record StartProcess(
      String process, Source folio, List<Mapping> dataFields, boolean sync, List<Mapping> outputs)
      implements Operation {
    public StartProcess {
      dataFields = List.copyOf(dataFields);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Opens a worklist item. Its result has the item's data fields as properties, and {@code
   * activityName}, {@code eventName}, {@code instance}, {@code folio}, {@code instruction}, {@code
   * actions}.
   *
   * @param serialNumber {@link Source#EMPTY}: of the item that the form was opened for
   * @param allocate takes a slot
   */
  record OpenWorklistItem(Source serialNumber, boolean allocate, List<Mapping> outputs)
      implements Operation {
    public OpenWorklistItem {
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Chooses an action of a worklist item.
   *
   * @param serialNumber {@link Source#EMPTY}: of the item that the form was opened for
   * @param action its name, as text
   * @param dataFields targets are {@link Target.DataField}s; saved with it
   * @param sync true: completes at the instance's next wait state
   */
  record FinishWorklistItem(
      Source serialNumber, Source action, List<Mapping> dataFields, boolean sync)
      implements Operation {
    public FinishWorklistItem {
      dataFields = List.copyOf(dataFields);
    }
  }

  /**
   * Does something with a row of an editable list: the one that a {@code for each} is at, else the
   * one that the event is about, else the selected one.
   *
   * @param values for {@link ListMethod#ADD} and {@link ListMethod#EDIT}: targets are {@link
   *     Target.FieldValue}s of the view
   */
  record EditList(Scope view, ListMethod method, List<Mapping> values) implements Operation {
    public EditList {
      values = List.copyOf(values);
    }
  }

  /** What rules may do with a row. */
  enum ListMethod {
    /** Begins a new row. */
    ADD,
    /** Opens the row for typing. */
    EDIT,
    /** Takes over what was typed. */
    ACCEPT,
    /** Gives up what was typed. */
    CANCEL,
    REMOVE,
    /** Opens a new row and takes it over at once. */
    ADD_AND_ACCEPT
  }
}
