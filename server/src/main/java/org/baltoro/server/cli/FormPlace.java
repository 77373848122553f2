package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.session.FormSession;
import org.baltoro.forms.session.Outgoing.AreaShown;
import org.baltoro.forms.session.Outgoing.ControlShown;
import org.baltoro.forms.session.Outgoing.WindowOpened;

/**
 * What a word names on a form: {@code Supplier} or {@code Header.Supplier} in the window that was
 * opened last, {@code lookup:Suppliers} in a subform that was opened as {@code lookup}, {@code
 * form:Save} in the form itself.
 *
 * @param user at the window
 * @param word without the window
 */
record FormPlace(FormSession user, WindowOpened window, String word) {
  private static final String THE_FORM = "form";

  /**
   * Looks where the word leads.
   *
   * @throws UsageException if no such window is open
   */
  static FormPlace of(FormSession session, String word) {
    var windows = session.windows();
    if (windows.isEmpty()) {
      throw new UsageException("The form is closed.");
    }
    int colon = word.indexOf(':');
    if (colon < 0) {
      return new FormPlace(session.inWindow(windows.getLast().window()), windows.getLast(), word);
    }
    var name = word.substring(0, colon);
    var found =
        windows.stream()
            .filter(window -> name(window).equals(name))
            .reduce((first, second) -> second)
            .orElseThrow(() ->
                new UsageException(
                    "No window '%s' is open: there is %s."
                        .formatted(name, windows.stream().map(FormPlace::name).toList())));
    return new FormPlace(session.inWindow(found.window()), found, word.substring(colon + 1));
  }

  /** What a window is called. */
  static String name(WindowOpened window) {
    return window.parent() == null ? THE_FORM : window.opened();
  }

  /** A control as {@link FormSession} names it, with what it is. */
  record Control(String name, ControlShown shown) {}

  /**
   * The control that the word names. The view may be left out where only one has it.
   *
   * @throws UsageException if there is none, or more than one
   */
  Control control() {
    var named = new ArrayList<Control>();
    for (var area : window.areas()) {
      for (var control : area.controls()) {
        var name = (area.area().isEmpty() ? "" : area.area() + ".") + control.control();
        if (name.equals(word)) {
          return new Control(name, control);
        }
        if (control.control().equals(word)) {
          named.add(new Control(name, control));
        }
      }
    }
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw new UsageException(
        named.isEmpty()
            ? "There is no control '%s' here. There is %s.".formatted(word, controls())
            : "There are several: say %s."
                .formatted(String.join(" or ", named.stream().map(Control::name).toList())));
  }

  private String controls() {
    var names =
        window.areas().stream()
            .flatMap(area -> area.controls().stream())
            .map(ControlShown::control)
            .distinct()
            .toList();
    return String.join(", ", names);
  }

  boolean isView() {
    return areas().contains(word);
  }

  /**
   * The view that the word names; {@code this} is a subview itself.
   *
   * @throws UsageException if there is none
   */
  String view() {
    if (isView()) {
      return word;
    }
    if (word.equals("this") && areas().contains("")) {
      return "";
    }
    throw new UsageException(
        "There is no view '%s' here. There is %s.".formatted(word, String.join(", ", areas())));
  }

  private List<String> areas() {
    return window.areas().stream().map(AreaShown::area).toList();
  }

  /**
   * The place of a row, from 0.
   *
   * @param number from 1, or {@code last}
   */
  int row(String view, String number) {
    int count = user.rowsShown(view).size();
    int row =
        number.equals("last") ? count : number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    if (row < 1 || row > count) {
      throw new UsageException(
          count == 0
              ? "'%s' has no rows.".formatted(view)
              : "'%s' is no row of '%s': give 1 to %d, or last.".formatted(number, view, count));
    }
    return row - 1;
  }
}
