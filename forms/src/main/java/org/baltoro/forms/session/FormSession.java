package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.ListEvent;
import org.baltoro.forms.document.Operation.ListMethod;
import org.baltoro.forms.rule.Gantt;
import org.baltoro.forms.rule.RuleTrace;
import org.baltoro.forms.session.Outgoing.ItemShown;
import org.baltoro.forms.session.Outgoing.RowShown;
import org.baltoro.forms.session.ShownForm.ShownControl;
import org.baltoro.forms.smartobject.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A user at a form, without a page: does what a user can do and sees what a user sees, by the same
 * messages. For tests, and for the command line.
 *
 * <pre>{@code
 * var form = FormSession.open(forms, caller, "Finance/Purchase Order", Map.of("number", 17), null);
 * form.set("header.supplier", "ACME");
 * form.click("header.save");
 * assertThat(form.messages()).contains("Saved.");
 * }</pre>
 *
 * <p>A control is named by its id on the form itself or in a subview, and by {@code view.control}
 * in a view. Rows are named by their place, from 0. Each thing done returns when the form is at
 * rest: no rule runs, or those that do wait for the user. What the form refuses is thrown as a
 * {@link NotTaken}. For one thread.
 */
public final class FormSession implements AutoCloseable {
  private static final String FIRST_WINDOW = "w1";

  private final FormChannel form;
  private final ShownForm shown;
  private final String window;

  private FormSession(FormChannel form, ShownForm shown, String window) {
    this.form = form;
    this.shown = shown;
    this.window = window;
  }

  /** What the user did was refused. */
  public static final class NotTaken extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Outgoing.Refused.Code code;

    NotTaken(Outgoing.Refused refused) {
      super(refused.message());
      this.code = refused.code();
    }

    public Outgoing.Refused.Code code() {
      return code;
    }
  }

  /** Opens a form, and waits until it is at rest. */
  public static FormSession open(
      Forms forms,
      Caller caller,
      String form,
      Map<String, ? extends @Nullable Object> parameters,
      @Nullable String state) {
    return begin(forms, caller, form, parameters, state).await();
  }

  /** Opens a form, and goes on while it comes up. */
  public static FormSession begin(
      Forms forms,
      Caller caller,
      String form,
      Map<String, ? extends @Nullable Object> parameters,
      @Nullable String state) {
    var shown = new ShownForm();
    return new FormSession(forms.open(caller, form, parameters, state, shown), shown, FIRST_WINDOW);
  }

  /** Opens the form of a worklist item, and waits until it is at rest. */
  public static FormSession openItem(Forms forms, Caller caller, String serialNumber) {
    return through(page -> forms.openItem(caller, serialNumber, page));
  }

  /** Opens a form in whatever way, and waits until it is at rest. */
  public static FormSession through(Function<Page, ? extends FormChannel> opening) {
    var shown = new ShownForm();
    return new FormSession(opening.apply(shown), shown, FIRST_WINDOW).await();
  }

  /** Waits until the form is at rest. */
  public FormSession await() {
    try {
      form.awaitRest();
      return this;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a form's rules ran.", interrupted);
    }
  }

  /** The user at a subform or subview, by the id that it was opened under. */
  public FormSession window(String opened) {
    var found =
        shown
            .openedAs(opened)
            .orElseThrow(() -> new IllegalArgumentException("'%s' is not open.".formatted(opened)));
    return inWindow(found.opened.window());
  }

  /** The user at a window, by its own id. */
  public FormSession inWindow(String id) {
    return new FormSession(form, shown, id);
  }

  /** The windows that are open, in the order in which they were opened. */
  public List<Outgoing.WindowOpened> windows() {
    return shown.windows();
  }

  // What the user does

  /** Sends any message, and goes on at once. What was refused is in {@link #refused}. */
  public void send(Incoming message) {
    form.receive(message);
  }

  private void act(Incoming message) {
    shown.news();
    form.receive(message);
    throwRefusal();
    await();
  }

  private void throwRefusal() {
    for (var news : shown.news()) {
      if (news instanceof Outgoing.Refused refused) {
        throw new NotTaken(refused);
      }
    }
  }

  /** Types a value, or chooses an item by its value. */
  public void set(String control, @Nullable Object value) {
    act(new Incoming.Changed(List.of(new Incoming.Change(address(control), null, value))));
  }

  /** Clicks a control. */
  public void click(String control) {
    act(clicked(control));
  }

  /** Clicks a control, and goes on at once. */
  public void beginClick(String control) {
    shown.news();
    form.receive(clicked(control));
    throwRefusal();
  }

  private Incoming.OnControl clicked(String control) {
    return new Incoming.OnControl(address(control), ControlEvent.CLICKED, null, null, List.of());
  }

  /** Clicks a control in a row. */
  public void click(String control, int row) {
    var address = address(control);
    act(
        new Incoming.OnControl(
            address, ControlEvent.CLICKED, rowId(address.area(), row), null, List.of()));
  }

  /** Clicks an item of a worklist control. */
  public void clickItem(String control, String serialNumber) {
    act(
        new Incoming.OnControl(
            address(control), ControlEvent.CLICKED, null, serialNumber, List.of()));
  }

  public void select(String view, int row) {
    onRow(view, ListEvent.SELECTED, row);
  }

  public void click(String view, ListEvent event, int row) {
    onRow(view, event, row);
  }

  public void doubleClick(String view, int row) {
    onRow(view, ListEvent.DOUBLE_CLICKED, row);
  }

  private void onRow(String view, ListEvent event, int row) {
    act(new Incoming.OnRow(window, view, event, rowId(view, row), List.of()));
  }

  /** Begins a new row: it is the last one. */
  public void addRow(String view) {
    act(new Incoming.EditRow(window, view, ListMethod.ADD, null, List.of()));
  }

  public void editRow(String view, int row) {
    editRow(view, ListMethod.EDIT, row);
  }

  public void acceptRow(String view, int row) {
    editRow(view, ListMethod.ACCEPT, row);
  }

  public void cancelRow(String view, int row) {
    editRow(view, ListMethod.CANCEL, row);
  }

  public void removeRow(String view, int row) {
    editRow(view, ListMethod.REMOVE, row);
  }

  private void editRow(String view, ListMethod method, int row) {
    act(new Incoming.EditRow(window, view, method, rowId(view, row), List.of()));
  }

  /** Types a value into a row. */
  public void set(String control, int row, @Nullable Object value) {
    var address = address(control);
    act(
        new Incoming.Changed(
            List.of(new Incoming.Change(address, rowId(address.area(), row), value))));
  }

  public void loadMore(String view) {
    act(new Incoming.LoadMore(window, view));
  }

  public void collapse(String view) {
    act(new Incoming.Toggle(window, view, true));
  }

  public void expand(String view) {
    act(new Incoming.Toggle(window, view, false));
  }

  /** Answers the oldest question. */
  public void answer(boolean yes) {
    var questions = shown.questions();
    if (questions.isEmpty()) {
      throw new IllegalStateException("Nothing is asked.");
    }
    act(new Incoming.Answer(questions.getFirst().question(), yes));
  }

  /** Closes this window by its X. */
  public void closeWindow() {
    act(new Incoming.CloseWindow(window));
  }

  /** Chooses an action of the worklist item. */
  public void submit(String action) {
    act(new Incoming.Submit(action, List.of()));
  }

  /** Leaves the form. */
  @Override
  public void close() {
    form.close();
    await();
  }

  // What the user sees

  /** What a control shows; null also when it is hidden. */
  public @Nullable Object value(String control) {
    var state = control(control);
    return state.isShown() ? state.value : null;
  }

  /** The texts of the items that a control offers. */
  public List<String> items(String control) {
    return itemsShown(control).stream().map(ItemShown::text).toList();
  }

  /** The items that a control offers. */
  public List<ItemShown> itemsShown(String control) {
    return control(control).items;
  }

  /** The rows of a list: what is in its visible columns. */
  public List<Map<String, @Nullable Object>> rows(String view) {
    return shown.rows(window, view);
  }

  /** The states of the rows of a list. */
  public List<ItemState> rowStates(String view) {
    return rowsShown(view).stream().map(RowShown::state).toList();
  }

  /** The rows of a list, with what a page knows of them. */
  public List<RowShown> rowsShown(String view) {
    return shown.area(window, view).rows;
  }

  public boolean hasMore(String view) {
    return shown.area(window, view).more;
  }

  public boolean isVisible(String control) {
    return control(control).isShown();
  }

  public boolean isEnabled(String control) {
    return control(control).is(ElementProperty.ENABLED, true);
  }

  public boolean isReadOnly(String control) {
    return control(control).is(ElementProperty.READ_ONLY, false);
  }

  /** Whether a view's body can be seen. */
  public boolean isViewVisible(String view) {
    return shown.area(window, view).isShown();
  }

  /** A property of a control; null: the page was not told. */
  public @Nullable Object property(String control, ElementProperty property) {
    return control(control).properties.get(property);
  }

  /** What is wrong with a control's value; "" for nothing. */
  public String error(String control) {
    return control(control).errors.getOrDefault(null, "");
  }

  /** What is wrong with a value in a row; "" for nothing. */
  public String error(String control, int row) {
    var address = address(control);
    return control(control).errors.getOrDefault(rowId(address.area(), row), "");
  }

  /** The bodies of all messages that were shown, from the oldest to the newest. */
  public List<String> messages() {
    var bodies = new ArrayList<String>();
    for (var message : told(Outgoing.MessageShown.class)) {
      bodies.add(message.body());
    }
    return bodies;
  }

  /** The questions that wait for an answer. */
  public List<Outgoing.Asked> questions() {
    return shown.questions();
  }

  /** All failures that no rule took. */
  public List<Outgoing.Failed> failures() {
    return told(Outgoing.Failed.class);
  }

  public List<Outgoing.Refused> refused() {
    return told(Outgoing.Refused.class);
  }

  /** All messages of a kind, from the oldest to the newest. */
  public <T extends Outgoing> List<T> told(Class<T> kind) {
    return shown.all().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Whether a subform or subview is open under this id. */
  public boolean isOpen(String opened) {
    return shown.openedAs(opened).isPresent();
  }

  /** Whether this window is open. */
  public boolean isOpen() {
    return shown.openWindow(window).isPresent();
  }

  /** Whether this window is ready for the user. */
  public boolean isReady() {
    return shown.openWindow(window).filter(open -> open.ready).isPresent();
  }

  public String title() {
    return shown.openWindow(window).map(open -> open.opened.title()).orElse("");
  }

  // What happened

  /** The form itself, where it is open in this program. */
  public OpenForm form() {
    if (form instanceof OpenForm here) {
      return here;
    }
    throw new IllegalStateException("The form is open on a server: ask for its traces.");
  }

  /** The newest runs of rules, from the oldest to the newest. */
  public List<RuleTrace> traces() {
    return form.traces();
  }

  /** The newest run of a rule. */
  public RuleTrace trace(String rule) {
    return traces().stream()
        .filter(trace -> trace.rule().equals(rule))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new IllegalArgumentException("Rule '%s' has not run.".formatted(rule)));
  }

  /** The newest run of a rule, drawn. */
  public String gantt(String rule, int width) {
    return Gantt.draw(trace(rule), width);
  }

  private Address address(String control) {
    int dot = control.indexOf('.');
    return dot < 0
        ? new Address(window, "", control)
        : new Address(window, control.substring(0, dot), control.substring(dot + 1));
  }

  private ShownControl control(String control) {
    return shown.control(address(control));
  }

  private long rowId(String view, int row) {
    return shown.area(window, view).rows.get(row).row();
  }
}
