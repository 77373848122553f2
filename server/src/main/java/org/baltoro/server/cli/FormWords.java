package org.baltoro.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ControlType.Category;
import org.baltoro.forms.document.ListEvent;
import org.baltoro.forms.session.FormSession;
import org.baltoro.forms.session.Outgoing.ItemShown;
import org.baltoro.forms.session.Outgoing.RowShown;
import org.baltoro.forms.smartobject.FileValue;
import org.jspecify.annotations.Nullable;

/** Does what a user does, said in a line: {@code set Supplier=Acme}, {@code click Save}. */
final class FormWords {
  /** For help. */
  static final String HELP =
      """
      set CONTROL=VALUE           type a value, or choose an item by its value or text
      set CONTROL=@FILE           give a file
      set VIEW ROW CONTROL=VALUE  in a row; rows are numbered from 1, 'last' is the last
      click CONTROL               click VIEW ROW: a row; click CONTROL ROW: a control in a row
      double-click VIEW ROW       select VIEW ROW
      add VIEW                    begin a row; edit VIEW ROW
      accept VIEW                 end typing in a row; cancel VIEW; remove VIEW ROW
      more VIEW                   load more rows; collapse VIEW; expand VIEW
      answer yes                  or no: to what is asked
      submit ACTION               choose an action of the worklist item
      close                       close the window that was opened last

      A control is named by its id, or as VIEW.CONTROL. What is named is in the window that was
      opened last; in another it is lookup:CONTROL, as rules call it, or form:CONTROL.
      """;

  private final FormSession session;

  FormWords(FormSession session) {
    this.session = session;
  }

  /**
   * Does what the line says, and waits until the form is at rest.
   *
   * @throws UsageException if the line says nothing that can be done here
   * @throws FormSession.NotTaken if the form refuses it
   */
  void carryOut(String line) {
    var words = line.strip().split("\\s+", 2);
    var rest = words.length < 2 ? "" : words[1];
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "set" -> set(rest);
      case "click" -> click(rest);
      case "double-click" -> atRow(rest, FormSession::doubleClick);
      case "select" -> atRow(rest, FormSession::select);
      case "edit" -> atRow(rest, FormSession::editRow);
      case "remove" -> atRow(rest, FormSession::removeRow);
      case "accept" -> atOpenRow(rest, FormSession::acceptRow);
      case "cancel" -> atOpenRow(rest, FormSession::cancelRow);
      case "add" -> atView(rest, FormSession::addRow);
      case "more" -> atView(rest, FormSession::loadMore);
      case "collapse" -> atView(rest, FormSession::collapse);
      case "expand" -> atView(rest, FormSession::expand);
      case "answer" -> answer(rest);
      case "submit" -> session.submit(rest);
      case "close" -> FormPlace.of(session, rest.isEmpty() ? "" : rest + ":").user().closeWindow();
      default ->
          throw new UsageException(
              "'%s' can't be done at a form: say set, click, add, answer ... 'help' explains."
                  .formatted(words[0]));
    }
  }

  private void set(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new UsageException("Write 'set CONTROL=VALUE', or 'set VIEW ROW CONTROL=VALUE'.");
    }
    var names = text.substring(0, equals).strip().split("\\s+", -1);
    var value = text.substring(equals + 1).strip();
    if (names.length == 1) {
      var place = FormPlace.of(session, names[0]);
      var control = place.control();
      place.user().set(control.name(), value(place.user(), control, value));
    } else if (names.length == 3) {
      var place = FormPlace.of(session, names[0]);
      var view = place.view();
      var control =
          new FormPlace(
                  place.user(), place.window(), view.isEmpty() ? names[2] : view + "." + names[2])
              .control();
      int row = place.row(view, names[1]);
      place.user().set(control.name(), row, value(place.user(), control, value));
    } else {
      throw new UsageException("Write 'set CONTROL=VALUE', or 'set VIEW ROW CONTROL=VALUE'.");
    }
  }

  /** The text, which the form converts; an item's value where the text is an item's. */
  private static @Nullable Object value(FormSession user, FormPlace.Control control, String text) {
    var type = control.shown().type();
    if ((type == ControlType.FILE || type == ControlType.IMAGE) && text.startsWith("@")) {
      return file(Path.of(text.substring(1)));
    }
    if (type.category() != Category.LISTING) {
      return text;
    }
    var items = user.itemsShown(control.name());
    if (!type.choosesMany()) {
      return item(items, text);
    }
    var many = new ArrayList<@Nullable Object>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .forEach(each -> {
          if (!each.isEmpty()) {
            many.add(item(items, each));
          }
        });
    return many;
  }

  private static FileValue file(Path path) {
    try {
      var type = Files.probeContentType(path);
      return new FileValue(
          String.valueOf(path.getFileName()),
          type == null ? "application/octet-stream" : type,
          Files.readAllBytes(path));
    } catch (IOException failure) {
      throw new UsageException("%s can't be read: %s.".formatted(path, failure.getMessage()));
    }
  }

  private static @Nullable Object item(List<ItemShown> items, String text) {
    for (var item : items) {
      if (text.equals(String.valueOf(item.value()))) {
        return item.value();
      }
    }
    for (var item : items) {
      if (text.equals(item.text())) {
        return item.value();
      }
    }
    return text;
  }

  private void click(String text) {
    var names = text.split("\\s+", -1);
    var place = FormPlace.of(session, names[0]);
    if (names.length == 1) {
      place.user().click(place.control().name());
    } else if (place.isView()) {
      int row = place.row(place.view(), names[1]);
      place.user().click(place.view(), ListEvent.CLICKED, row);
    } else if (names[1].matches("[0-9]+_[0-9]+")) {
      place.user().clickItem(place.control().name(), names[1]);
    } else {
      var name = place.control().name();
      int dot = name.indexOf('.');
      place.user().click(name, place.row(dot < 0 ? "" : name.substring(0, dot), names[1]));
    }
  }

  private interface AtView {
    void act(FormSession user, String view);
  }

  private interface AtRow {
    void act(FormSession user, String view, int row);
  }

  private void atView(String text, AtView action) {
    var place = FormPlace.of(session, text);
    action.act(place.user(), place.view());
  }

  private void atRow(String text, AtRow action) {
    var names = text.split("\\s+", -1);
    if (names.length != 2) {
      throw new UsageException("Say which view and row, for example 'Lines 2'.");
    }
    var place = FormPlace.of(session, names[0]);
    action.act(place.user(), place.view(), place.row(place.view(), names[1]));
  }

  /** The row that is open for typing, unless one is named. */
  private void atOpenRow(String text, AtRow action) {
    if (text.contains(" ")) {
      atRow(text, action);
      return;
    }
    var place = FormPlace.of(session, text);
    var rows = place.user().rowsShown(place.view());
    var open = rows.stream().filter(RowShown::editing).findFirst();
    action.act(
        place.user(),
        place.view(),
        rows.indexOf(
            open.orElseThrow(
                () -> new UsageException("No row of '%s' is open for typing.".formatted(text)))));
  }

  private void answer(String text) {
    if (!text.equals("yes") && !text.equals("no")) {
      throw new UsageException("Answer yes or no.");
    }
    if (session.questions().isEmpty()) {
      throw new UsageException("Nothing is asked.");
    }
    session.answer(text.equals("yes"));
  }
}
