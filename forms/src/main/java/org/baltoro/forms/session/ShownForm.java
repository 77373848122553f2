package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.session.Outgoing.AreaShown;
import org.baltoro.forms.session.Outgoing.ControlShown;
import org.baltoro.forms.session.Outgoing.ItemShown;
import org.baltoro.forms.session.Outgoing.RowShown;
import org.jspecify.annotations.Nullable;

/** What a page knows: built of what it was told, and of nothing else. */
final class ShownForm implements Page {
  private final Map<String, ShownWindow> windows = new LinkedHashMap<>();
  private final List<Outgoing> told = new ArrayList<>();
  private final Map<Long, Outgoing.Asked> questions = new LinkedHashMap<>();
  private int read;

  /** A window that is open. */
  static final class ShownWindow {
    Outgoing.WindowOpened opened;
    final Map<String, Map<ElementProperty, Object>> tabs = new LinkedHashMap<>();
    final Map<String, ShownArea> areas = new LinkedHashMap<>();
    boolean ready;

    ShownWindow(Outgoing.WindowOpened opened) {
      this.opened = opened;
      for (var tab : opened.tabs()) {
        var properties = new HashMap<ElementProperty, Object>();
        properties.put(ElementProperty.VISIBLE, tab.visible());
        properties.put(ElementProperty.TITLE, tab.title());
        tabs.put(tab.tab(), properties);
      }
      for (var area : opened.areas()) {
        areas.put(area.area(), new ShownArea(this, area));
      }
    }

    /** A control that was hidden is known now. */
    void describe(String area, ControlShown control) {
      var described =
          opened.areas().stream()
              .map(each -> each.area().equals(area) ? each.with(control) : each)
              .toList();
      opened = opened.with(described);
    }

    boolean tabIsShown(String tab) {
      var properties = tabs.get(tab);
      return properties == null || Boolean.TRUE.equals(properties.get(ElementProperty.VISIBLE));
    }
  }

  /** A view, or the form itself. */
  static final class ShownArea {
    final ShownWindow window;
    final AreaShown shown;
    final Map<ElementProperty, Object> properties;
    final Map<String, ShownControl> controls = new LinkedHashMap<>();
    List<String> columns = List.of();
    List<RowShown> rows = List.of();
    boolean more;

    ShownArea(ShownWindow window, AreaShown shown) {
      this.window = window;
      this.shown = shown;
      this.properties = new HashMap<>(shown.properties());
      for (var control : shown.controls()) {
        controls.put(control.control(), new ShownControl(this, control));
      }
    }

    boolean isShown() {
      return is(properties, ElementProperty.VISIBLE, true)
          && !is(properties, ElementProperty.COLLAPSED, false)
          && window.tabIsShown(shown.tab());
    }
  }

  /** A control. */
  static final class ShownControl {
    final ShownArea area;
    final ControlShown shown;
    final Map<ElementProperty, Object> properties;
    final Map<@Nullable Long, String> errors = new HashMap<>();
    @Nullable Object value;
    List<ItemShown> items = List.of();

    ShownControl(ShownArea area, ControlShown shown) {
      this.area = area;
      this.shown = shown;
      this.properties = new HashMap<>(shown.properties());
    }

    boolean isShown() {
      var table = area.controls.get(shown.table());
      return is(ElementProperty.VISIBLE, true)
          && area.isShown()
          && (table == null || table.isShown());
    }

    boolean is(ElementProperty property, boolean otherwise) {
      return ShownForm.is(properties, property, otherwise);
    }
  }

  private static boolean is(
      Map<ElementProperty, Object> properties, ElementProperty property, boolean otherwise) {
    var value = properties.get(property);
    return value == null ? otherwise : Boolean.TRUE.equals(value);
  }

  @Override
  public synchronized void tell(Outgoing message) {
    told.add(message);
    switch (message) {
      case Outgoing.WindowOpened opened -> windows.put(opened.window(), new ShownWindow(opened));
      case Outgoing.ControlDescribed(var window, var area, var control) ->
          window(window).describe(area, control);
      case Outgoing.WindowReady(var window) -> window(window).ready = true;
      case Outgoing.WindowClosed(var window, var reason) -> windows.remove(window);
      case Outgoing.ValueChanged(var address, var value) -> control(address).value = value;
      case Outgoing.ItemsChanged(var address, var items) -> control(address).items = items;
      case Outgoing.RowsChanged rows -> {
        var area = area(rows.window(), rows.area());
        area.columns = rows.columns();
        area.rows = rows.rows();
        area.more = rows.more();
      }
      case Outgoing.RowChanged(var window, var area, var row) -> put(area(window, area), row);
      case Outgoing.PropertiesChanged changed -> properties(changed).putAll(changed.properties());
      case Outgoing.Validated(var address, var row, var text) -> {
        var errors = control(address).errors;
        if (text.isEmpty()) {
          errors.remove(row);
        } else {
          errors.put(row, text);
        }
      }
      case Outgoing.Asked asked -> questions.put(asked.question(), asked);
      case Outgoing.QuestionWithdrawn(var question) -> questions.remove(question);
      case Outgoing.MessageShown shown -> {}
      case Outgoing.NavigatedToForm navigated -> {}
      case Outgoing.NavigatedToAddress navigated -> {}
      case Outgoing.TabChosen chosen -> {}
      case Outgoing.AreaChosen chosen -> {}
      case Outgoing.Focused focused -> {}
      case Outgoing.RuleFinished finished -> {}
      case Outgoing.Failed failed -> {}
      case Outgoing.Refused refused -> {}
    }
  }

  private static void put(ShownArea area, RowShown row) {
    var rows = new ArrayList<>(area.rows);
    rows.replaceAll(old -> old.row() == row.row() ? row : old);
    area.rows = List.copyOf(rows);
  }

  private Map<ElementProperty, Object> properties(Outgoing.PropertiesChanged changed) {
    return switch (changed.kind()) {
      case CONTROL ->
          control(new Address(changed.window(), changed.area(), changed.id())).properties;
      case AREA -> area(changed.window(), changed.area()).properties;
      case TAB ->
          window(changed.window()).tabs.computeIfAbsent(changed.id(), key -> new HashMap<>());
    };
  }

  private ShownWindow window(String id) {
    var window = windows.get(id);
    if (window == null) {
      throw new IllegalStateException("The page was told of a window that it has not: " + id);
    }
    return window;
  }

  synchronized ShownArea area(String window, String id) {
    var area = window(window).areas.get(id);
    if (area == null) {
      throw new IllegalArgumentException("There is no view '%s' here.".formatted(id));
    }
    return area;
  }

  synchronized ShownControl control(Address address) {
    var control = area(address.window(), address.area()).controls.get(address.control());
    if (control == null) {
      throw new IllegalArgumentException("There is no control '%s' here.".formatted(address));
    }
    return control;
  }

  synchronized Optional<ShownWindow> openWindow(String id) {
    return Optional.ofNullable(windows.get(id));
  }

  /** The windows that are open, in the order in which they were opened. */
  synchronized List<Outgoing.WindowOpened> windows() {
    return windows.values().stream().map(window -> window.opened).toList();
  }

  /** The window that was opened last under this id. */
  synchronized Optional<ShownWindow> openedAs(String opened) {
    return windows.values().stream()
        .filter(window -> window.opened.opened().equals(opened))
        .reduce((first, second) -> second);
  }

  synchronized List<Outgoing> all() {
    return List.copyOf(told);
  }

  /** What came since this was asked last. */
  synchronized List<Outgoing> news() {
    var news = List.copyOf(told.subList(read, told.size()));
    read = told.size();
    return news;
  }

  synchronized List<Outgoing.Asked> questions() {
    return List.copyOf(questions.values());
  }

  /** Rows as maps of columns. */
  synchronized List<Map<String, @Nullable Object>> rows(String window, String id) {
    var area = area(window, id);
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var row : area.rows) {
      var values = new LinkedHashMap<String, @Nullable Object>();
      for (int place = 0; place < area.columns.size(); place++) {
        values.put(area.columns.get(place), row.values().get(place));
      }
      rows.add(Collections.unmodifiableMap(values));
    }
    return rows;
  }
}
