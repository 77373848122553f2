package org.baltoro.server.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ControlType.Category;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.session.Address;
import org.baltoro.forms.session.FormSession;
import org.baltoro.forms.session.Outgoing;
import org.baltoro.forms.session.Outgoing.AreaShown;
import org.baltoro.forms.session.Outgoing.ControlShown;
import org.baltoro.forms.session.Outgoing.RowShown;
import org.baltoro.forms.session.Outgoing.WindowOpened;
import org.baltoro.server.cli.Terminal.Style;
import org.baltoro.server.cli.Terminal.Styled;
import org.jspecify.annotations.Nullable;

/** Writes what a user sees of a form: all of it, or what has changed. */
final class FormPrinter {
  private static final int ITEMS_SHOWN = 12;

  private final FormSession session;
  private final Terminal terminal;

  FormPrinter(FormSession session, Terminal terminal) {
    this.session = session;
    this.terminal = terminal;
  }

  /** All windows that are open. */
  void everything() {
    session.windows().forEach(this::window);
  }

  /** The controls that hold something that is not valid: rules may have waited for that. */
  void notValid() {
    for (var window : session.windows()) {
      var user = session.inWindow(window.window());
      for (var area : window.areas()) {
        for (var control : isList(area) ? List.<ControlShown>of() : area.controls()) {
          var name = name(area.area(), control);
          if (user.isVisible(name) && !user.error(name).isEmpty()) {
            var line = "  not valid: %s: %s".formatted(name, user.error(name));
            terminal.out().println(terminal.styled(Style.BAD, line));
          }
        }
      }
    }
  }

  /** What these messages have changed, as it is now; then what they say. */
  void changes(List<Outgoing> news) {
    var opened = new LinkedHashSet<String>();
    var controls = new LinkedHashSet<Address>();
    var offers = new LinkedHashSet<Address>();
    var lists = new LinkedHashSet<Address>();
    var sentences = new Sentences();
    for (var message : news) {
      switch (message) {
        case WindowOpened window -> opened.add(window.window());
        case Outgoing.ValueChanged(var address, var value) -> controls.add(address);
        case Outgoing.ItemsChanged(var address, var items) -> offers.add(address);
        case Outgoing.Validated(var address, var row, var text) -> controls.add(address);
        case Outgoing.PropertiesChanged changed -> properties(changed, controls, sentences);
        case Outgoing.RowsChanged rows -> lists.add(new Address(rows.window(), rows.area(), ""));
        case Outgoing.RowChanged row -> lists.add(new Address(row.window(), row.area(), ""));
        default -> say(message, sentences);
      }
    }
    session.windows().stream()
        .filter(window -> opened.contains(window.window()))
        .forEach(this::window);
    session.windows().stream()
        .filter(window -> !opened.contains(window.window()))
        .forEach(window -> changes(window, controls, offers, lists));
    sentences.all.forEach(terminal.out()::println);
  }

  private static void properties(
      Outgoing.PropertiesChanged changed, Set<Address> controls, Sentences sentences) {
    switch (changed.kind()) {
      case CONTROL -> controls.add(new Address(changed.window(), changed.area(), changed.id()));
      case AREA, TAB -> {
        var name = changed.id().isEmpty() ? changed.area() : changed.id();
        changed
            .properties()
            .forEach((property, value) ->
                sentences.add(
                    "  %s: %s %s"
                        .formatted(
                            name.isEmpty() ? "the form" : name,
                            property.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            value)));
      }
    }
  }

  private void say(Outgoing message, Sentences sentences) {
    switch (message) {
      case Outgoing.MessageShown(var severity, var title, var body) ->
          sentences.add(
              "%s: %s%s"
                  .formatted(
                      severity.name().toLowerCase(Locale.ROOT),
                      title.isEmpty() ? "" : title + ": ",
                      body));
      case Outgoing.Asked asked ->
          sentences.add(
              "asked: %s%s ('answer yes' or 'answer no')"
                  .formatted(asked.title().isEmpty() ? "" : asked.title() + ": ", asked.body()));
      case Outgoing.Failed failed -> failed(failed, sentences);
      case Outgoing.WindowClosed closed ->
          sentences.add(
              "closed: %s"
                  .formatted(closed.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
      case Outgoing.NavigatedToForm to -> sentences.add("goes to form " + to.form());
      case Outgoing.NavigatedToAddress to -> sentences.add("goes to " + to.address());
      case Outgoing.TabChosen(var window, var tab) -> sentences.add("shows tab " + tab);
      default -> {}
    }
  }

  private void failed(Outgoing.Failed failed, Sentences sentences) {
    sentences.add(terminal.styled(Style.BAD, "failed: " + failed.message()));
    failed
        .fields()
        .forEach(field -> sentences.add("  %s: %s".formatted(field.field(), field.message())));
  }

  private void window(WindowOpened window) {
    terminal
        .out()
        .printf(
            "%s%s%n",
            terminal.styled(Style.STRONG, window.title()),
            terminal.styled(
                Style.QUIET, "  %s, version %d".formatted(window.document(), window.version())));
    // The form's own controls stand below its views.
    window.areas().stream()
        .sorted(Comparator.comparing(area -> area.area().isEmpty()))
        .forEach(area -> area(window, area));
    if (!window.actions().isEmpty()) {
      terminal.out().println("Actions: " + Terminal.clean(String.join(", ", window.actions())));
    }
  }

  private void area(WindowOpened window, AreaShown area) {
    var user = session.inWindow(window.window());
    if (!user.isViewVisible(area.area())) {
      return;
    }
    if (!area.area().isEmpty()) {
      terminal.out().println(terminal.styled(Style.STRONG, area.area()));
    }
    var buttons = new ArrayList<String>();
    for (var control : area.controls()) {
      var name = name(area.area(), control);
      if (!user.isVisible(name)) {
        continue;
      }
      if (control.type() == ControlType.BUTTON) {
        buttons.add(control.control() + (user.isEnabled(name) ? "" : " (disabled)"));
      } else if (!isList(area) && isRead(control)) {
        control(user, control.control(), name, control);
        offered(user, name, control);
      }
    }
    if (isList(area)) {
      rows(user, area);
    }
    if (!buttons.isEmpty()) {
      terminal.out().println("  Buttons: " + String.join(", ", buttons));
    }
  }

  private void changes(
      WindowOpened window, Set<Address> controls, Set<Address> offers, Set<Address> lists) {
    var user = session.inWindow(window.window());
    for (var area : window.areas()) {
      boolean inRows = false;
      for (var control : area.controls()) {
        var address = new Address(window.window(), area.area(), control.control());
        inRows |= isList(area) && controls.contains(address);
        if (controls.contains(address) || offers.contains(address)) {
          changed(user, area, control, offers.contains(address));
        }
      }
      boolean listed = lists.contains(new Address(window.window(), area.area(), ""));
      if (isList(area) && (listed || inRows) && user.isViewVisible(area.area())) {
        terminal.out().println(terminal.styled(Style.STRONG, area.area()));
        rows(user, area);
      }
    }
  }

  private void changed(FormSession user, AreaShown area, ControlShown control, boolean otherItems) {
    var name = name(area.area(), control);
    if (!user.isVisible(name)) {
      terminal.out().println("  " + name + " is hidden");
    } else if (!isList(area)) {
      control(user, name, name, control);
      if (otherItems) {
        offered(user, name, control);
      }
    }
  }

  /** Whether there is something to be read in it. */
  private static boolean isRead(ControlShown control) {
    return control.type().category() != Category.LAYOUT && control.type() != ControlType.TIMER;
  }

  private void control(FormSession user, String label, String name, ControlShown control) {
    var notes = new ArrayList<String>();
    if (Boolean.TRUE.equals(user.property(name, ElementProperty.REQUIRED))) {
      notes.add("required");
    }
    boolean typed = control.type().category() == Category.INPUT && !control.calculated();
    if (typed && control.type() != ControlType.DATA_LABEL && user.isReadOnly(name)) {
      notes.add("read-only");
    }
    if (!user.isEnabled(name)) {
      notes.add("disabled");
    }
    var line =
        new StringBuilder(
            "  %-20s %s".formatted(label, Terminal.clean(shown(user, name, control))));
    if (!notes.isEmpty()) {
      line.append(terminal.styled(Style.QUIET, "  (" + String.join(", ", notes) + ")"));
    }
    if (!user.error(name).isEmpty()) {
      line.append(terminal.styled(Style.BAD, "  ! " + user.error(name)));
    }
    terminal.out().println(line.toString().stripTrailing());
  }

  private void offered(FormSession user, String name, ControlShown control) {
    var items = user.items(name);
    if (items.isEmpty() || control.type().category() == Category.DISPLAY) {
      items.forEach(item -> terminal.out().println("    " + Terminal.clean(item)));
      return;
    }
    var more = items.size() > ITEMS_SHOWN ? ", ... (%d)".formatted(items.size()) : "";
    var some = items.stream().limit(ITEMS_SHOWN).collect(Collectors.joining(", "));
    terminal.out().println(terminal.styled(Style.QUIET, "    of: " + some + more));
  }

  private static String shown(FormSession user, String name, ControlShown control) {
    var value = user.value(name);
    if (value == null) {
      return control.type().category() == Category.DISPLAY
          ? Objects.toString(control.settings().get(ControlSetting.TEXT), "")
          : "";
    }
    return shown(user, name, value);
  }

  /** Of what was chosen the text, of anything else the value. */
  private static String shown(FormSession user, String control, @Nullable Object value) {
    for (var item : user.itemsShown(control)) {
      if (text(item.value()).equals(text(value))) {
        return item.text();
      }
    }
    return text(value);
  }

  private void rows(FormSession user, AreaShown area) {
    var rows = user.rows(area.area());
    if (rows.isEmpty()) {
      terminal.out().println("  no rows");
      return;
    }
    var columns = rows.getFirst().keySet();
    var headings = new ArrayList<>(List.of("  #"));
    headings.addAll(columns);
    headings.add("");
    var table = new Table(headings.toArray(String[]::new));
    var shown = user.rowsShown(area.area());
    for (int row = 0; row < rows.size(); row++) {
      var cells = new ArrayList<>(List.of("  " + (row + 1)));
      for (var column : columns) {
        var name = area.area().isEmpty() ? column : area.area() + "." + column;
        var error = user.error(name, row);
        cells.add(
            shown(user, name, rows.get(row).get(column)) + (error.isEmpty() ? "" : " ! " + error));
      }
      cells.add(state(shown.get(row)));
      table.row(cells.toArray(String[]::new));
    }
    table.print(terminal);
    if (user.hasMore(area.area())) {
      terminal.out().println("  There are more: 'more %s'.".formatted(area.area()));
    }
  }

  private static String state(RowShown row) {
    var words = new ArrayList<String>();
    if (row.state() != ItemState.UNCHANGED) {
      words.add(row.state().name().toLowerCase(Locale.ROOT));
    }
    if (row.editing()) {
      words.add("open for typing");
    }
    if (row.selected()) {
      words.add("selected");
    }
    return String.join(", ", words);
  }

  private static boolean isList(AreaShown area) {
    var kind = area.kind();
    return kind != null && kind.isList();
  }

  private static String name(String area, ControlShown control) {
    return area.isEmpty() ? control.control() : area + "." + control.control();
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case List<?> many -> many.stream().map(FormPrinter::text).collect(Collectors.joining(", "));
      case Map<?, ?> file -> String.valueOf(file.get("name"));
      default -> value.toString();
    };
  }

  /** What is told below what changed. */
  private static final class Sentences {
    private final List<Styled> all = new ArrayList<>();

    void add(String text) {
      all.add(new Styled(Terminal.clean(text)));
    }

    void add(Styled text) {
      all.add(text);
    }
  }
}
