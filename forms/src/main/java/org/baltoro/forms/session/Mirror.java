package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.baltoro.forms.document.ControlType.Category;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.session.Outgoing.ElementKind;
import org.baltoro.forms.session.Outgoing.RowShown;
import org.jspecify.annotations.Nullable;

/**
 * Knows what the page was told, and tells it the difference. What is not shown is not told; once it
 * is shown, the page hears of it.
 */
final class Mirror {
  private final Session session;
  private final Page page;
  private long flushed = -1;
  private final Map<Object, ToldProperties> properties = new HashMap<>();
  private final Map<ControlState, ToldControl> controls = new HashMap<>();
  private final Map<Area, ToldRows> rows = new HashMap<>();

  /** What open atomic packets have changed: nobody knows yet whether it stays. */
  private final List<Set<Object>> withheld = new ArrayList<>();

  Mirror(Session session, Page page) {
    this.session = session;
    this.page = page;
  }

  private static final class ToldProperties {
    Map<ElementProperty, Object> all = Map.of();
    int version = -1;
    boolean shown;

    /** Of a control: the page knows how it was designed. */
    boolean described;

    /** Whether there can be no difference: most of a form stays as it is most of the time. */
    boolean isOf(Properties now, boolean isShown) {
      if (version == now.version() && shown == isShown) {
        return true;
      }
      version = now.version();
      shown = isShown;
      return false;
    }
  }

  private static final class ToldControl {
    @Nullable Object value;
    long items;
    Map<@Nullable RowState, String> errors = new HashMap<>();
  }

  private record ToldRows(List<String> columns, List<RowShown> rows, boolean more) {}

  /** Tells nothing of what is in this set, now or later, until it is released. */
  void withhold(Set<Object> places) {
    withheld.add(places);
  }

  void release(Set<Object> places) {
    withheld.removeIf(each -> each == places);
    flushed = -1;
  }

  private boolean isWithheld(Object place) {
    return !withheld.isEmpty() && withheld.stream().anyMatch(places -> places.contains(place));
  }

  /** Whether what a control shows is. */
  private boolean showsWithheld(ControlState control) {
    if (withheld.isEmpty()) {
      return false;
    }
    var cell = control.area.list == null ? control.area.cellOf(control, null) : null;
    return isWithheld(control) || isWithheld(control.area) || (cell != null && isWithheld(cell));
  }

  /** Tells something at its place among the changes. */
  void tell(Outgoing message) {
    flush();
    page.tell(message);
  }

  void windowOpened(Window window, List<String> actions) {
    window.shown = true;
    var opener = window.opener;
    page.tell(
        new Outgoing.WindowOpened(
            window.id,
            opener == null ? null : opener.window().id,
            window.opened,
            window.document(),
            window.version(),
            window.title,
            window.tabs.values().stream().map(Mirror::tab).toList(),
            window.areas.values().stream().map(this::area).toList(),
            actions));
    window.tabs.values().forEach(tab -> told(tab).all = tab.properties.all());
    flushed = -1;
    flush();
  }

  void windowClosed(Window window, Outgoing.WindowClosed message) {
    if (window.shown) {
      tell(message);
    }
    window.shown = false;
    session.secrets.remember(window);
    for (var area : window.areas.values()) {
      properties.remove(area);
      rows.remove(area);
      for (var control : area.controls.values()) {
        properties.remove(control);
        controls.remove(control);
      }
    }
    window.tabs.values().forEach(properties::remove);
  }

  private static Outgoing.TabShown tab(TabState tab) {
    var title = tab.properties.get(ElementProperty.TITLE);
    return new Outgoing.TabShown(tab.id, String.valueOf(title), tab.isShown());
  }

  private Outgoing.AreaShown area(Area area) {
    var view = area.view;
    told(area).all = area.properties.all();
    return new Outgoing.AreaShown(
        area.id,
        area.tab == null ? "" : area.tab.id,
        view == null ? null : view.kind(),
        view == null ? org.baltoro.forms.document.ListEditing.NONE : view.editing(),
        area.properties.all(),
        area.controls.values().stream().map(this::control).toList());
  }

  private Outgoing.ControlShown control(ControlState control) {
    var visible = visible(control);
    told(control).all = visible;
    told(control).described = control.isShown();
    return control.isShown() ? described(control) : hidden(control);
  }

  private static Outgoing.ControlShown described(ControlState control) {
    var definition = control.definition;
    var pattern = definition.validation().pattern();
    return new Outgoing.ControlShown(
        control.id(),
        definition.type(),
        definition.valueType(),
        control.table == null ? "" : control.table.id(),
        visible(control),
        definition.settings(),
        pattern == null ? "" : pattern,
        definition.validation().message(),
        definition.expression() != null);
  }

  private static Outgoing.ControlShown hidden(ControlState control) {
    return new Outgoing.ControlShown(
        control.id(),
        control.definition.type(),
        null,
        control.table == null ? "" : control.table.id(),
        visible(control),
        Map.of(),
        "",
        "",
        false);
  }

  /** Of a hidden control no more than that it is hidden. */
  private static Map<ElementProperty, Object> visible(ControlState control) {
    var all = control.properties.all();
    if (!control.isShown()) {
      all.keySet().retainAll(List.of(ElementProperty.VISIBLE));
    }
    return all;
  }

  private ToldProperties told(Object element) {
    return properties.computeIfAbsent(element, key -> new ToldProperties());
  }

  /** Tells what is different. Called under the lock. */
  void flush() {
    if (flushed == session.changes()) {
      return;
    }
    flushed = session.changes();
    for (var window : session.windows.values()) {
      if (window.shown) {
        flush(window);
      }
    }
  }

  private void flush(Window window) {
    for (var tab : window.tabs.values()) {
      if (!isWithheld(tab.properties) && !told(tab).isOf(tab.properties, true)) {
        flush(window, ElementKind.TAB, "", tab.id, told(tab), tab.properties.all());
      }
    }
    for (var area : window.areas.values()) {
      if (!isWithheld(area.properties) && !told(area).isOf(area.properties, true)) {
        flush(window, ElementKind.AREA, area.id, "", told(area), area.properties.all());
      }
      area.controls.values().forEach(control -> flush(window, control));
      if (area.list != null && area.rowsTouched && area.isShown() && !isWithheld(area)) {
        flushRows(area, area.list);
        area.rowsTouched = false;
      }
    }
  }

  private void flush(Window window, ControlState control) {
    var told = told(control);
    boolean isShown = control.isShown();
    if (isShown && !told.described && !isWithheld(control.properties)) {
      told.described = true;
      page.tell(new Outgoing.ControlDescribed(window.id, control.area.id, described(control)));
    }
    if (!isWithheld(control.properties) && !told.isOf(control.properties, isShown)) {
      flush(window, ElementKind.CONTROL, control.area.id, control.id(), told, visible(control));
    }
    if (isShown && !showsWithheld(control)) {
      flush(control);
    }
  }

  private void flush(
      Window window,
      ElementKind kind,
      String area,
      String id,
      ToldProperties told,
      Map<ElementProperty, Object> now) {
    if (now.equals(told.all)) {
      return;
    }
    var different = new LinkedHashMap<ElementProperty, Object>();
    now.forEach((property, value) -> {
      if (!value.equals(told.all.get(property))) {
        different.put(property, value);
      }
    });
    told.all = now;
    if (!different.isEmpty()) {
      page.tell(new Outgoing.PropertiesChanged(window.id, kind, area, id, different));
    }
    if (different.containsKey(ElementProperty.VISIBLE)
        || different.containsKey(ElementProperty.COLLAPSED)) {
      window.areas.values().forEach(touched -> touched.rowsTouched = true);
    }
  }

  private void flush(ControlState control) {
    var told = controls.computeIfAbsent(control, key -> new ToldControl());
    if (told.items != control.itemsChanged) {
      told.items = control.itemsChanged;
      var items = control.items.stream().map(Mirror::item).toList();
      page.tell(new Outgoing.ItemsChanged(control.address(), items));
    }
    var cell = control.area.list == null ? control.area.cellOf(control, null) : null;
    if (cell != null && !control.isPassword() && !Objects.equals(told.value, cell.value)) {
      told.value = cell.value;
      page.tell(new Outgoing.ValueChanged(control.address(), Values.shown(cell.value)));
    }
    if (!told.errors.equals(control.errors)) {
      flushErrors(control, told);
    }
  }

  private void flushErrors(ControlState control, ToldControl told) {
    for (var gone : told.errors.keySet()) {
      if (!control.errors.containsKey(gone)) {
        validated(control, gone, "");
      }
    }
    control.errors.forEach((row, message) -> {
      if (!message.equals(told.errors.get(row))) {
        validated(control, row, message);
      }
    });
    told.errors = new HashMap<>(control.errors);
  }

  private void validated(ControlState control, @Nullable RowState row, String message) {
    page.tell(new Outgoing.Validated(control.address(), row == null ? null : row.id, message));
  }

  private static Outgoing.ItemShown item(ListItem item) {
    return new Outgoing.ItemShown(item.value(), item.text());
  }

  private void flushRows(Area area, ListState list) {
    var columns = columns(area);
    var shown = list.shown().stream().map(row -> shown(area, list, row, columns)).toList();
    var ids = columns.stream().map(ControlState::id).toList();
    var told = rows.put(area, new ToldRows(ids, shown, list.more));
    if (told == null
        || told.more() != list.more
        || !told.columns().equals(ids)
        || !rowIds(told.rows()).equals(rowIds(shown))) {
      if (told != null || !shown.isEmpty()) {
        page.tell(new Outgoing.RowsChanged(area.window.id, area.id, ids, shown, list.more));
      }
      return;
    }
    for (int place = 0; place < shown.size(); place++) {
      if (!shown.get(place).equals(told.rows().get(place))) {
        page.tell(new Outgoing.RowChanged(area.window.id, area.id, shown.get(place)));
      }
    }
  }

  private static List<Long> rowIds(List<RowShown> rows) {
    return rows.stream().map(RowShown::row).toList();
  }

  /** The controls of a list whose values are shown. */
  private static List<ControlState> columns(Area area) {
    return area.controls.values().stream()
        .filter(control ->
            control.isShown()
                && control.definition.valueType() != null
                && control.definition.type().category() != Category.ACTION
                && !control.isPassword())
        .toList();
  }

  private static RowShown shown(
      Area area, ListState list, RowState row, List<ControlState> columns) {
    var values = new ArrayList<@Nullable Object>();
    for (var column : columns) {
      var cell = area.cellOf(column, row);
      values.add(cell == null ? null : Values.shown(cell.value));
    }
    return new RowShown(row.id, row.state, row == list.selected, row.isOpen(), values);
  }
}
