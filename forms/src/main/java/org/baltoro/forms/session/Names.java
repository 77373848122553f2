package org.baltoro.forms.session;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.language.feel.EvaluationScope;
import org.baltoro.language.feel.ReadyValue;
import org.jspecify.annotations.Nullable;

/**
 * What the names of an expression mean, seen from an area: its fields, controls and parameters; on
 * a form also its views, each as a context. A list view has its rows.
 *
 * @param row of the area's list, whose values come first; null: none
 * @param known rows of lists that are known from before
 */
record Names(Area area, @Nullable RowState row, Instant now, ZoneId zone, KnownRows known)
    implements EvaluationScope {
  static final String ROWS = "rows";
  private static final String MASKED = "***";
  private static final int SEEN_MAX = 100;

  Names(Area area, @Nullable RowState row, Instant now, ZoneId zone) {
    this(area, row, now, zone, new KnownRows());
  }

  /**
   * The rows of lists as expressions read them, made once for many evaluations between which they
   * do not change: for each row of a long list they would be made anew.
   */
  static final class KnownRows {
    private final Map<Area, Object> byArea = new HashMap<>();

    private Object of(Area area, ListState list, ZoneId zone) {
      return byArea.computeIfAbsent(area, key -> ReadyValue.of(rows(key, list), zone));
    }
  }

  @Override
  public @Nullable Object value(String name) {
    var cell = cell(name);
    if (cell != null) {
      return plain(cell.value);
    }
    if (name.equals(ROWS) && area.list != null) {
      return known.of(area, area.list, zone);
    }
    var view = area.view == null ? area.window.area(name) : null;
    return view == null ? null : context(view);
  }

  @Override
  public String seen(String name) {
    var cell = cell(name);
    if (cell == null) {
      return "...";
    }
    if (cell.secret) {
      return MASKED;
    }
    var text = String.valueOf(cell.value);
    return text.length() <= SEEN_MAX ? text : text.substring(0, SEEN_MAX) + "...";
  }

  private @Nullable Cell cell(String name) {
    var control = area.controls.get(name);
    var own = control == null ? null : area.cellOf(control, row);
    if (own != null) {
      return own;
    }
    var field = area.list == null ? area.cells.get(name) : row == null ? null : row.cells.get(name);
    return field == null ? area.parameters.get(name) : field;
  }

  private static Map<String, @Nullable Object> context(Area view) {
    var context = new LinkedHashMap<String, @Nullable Object>();
    view.parameters.values().forEach(cell -> context.put(cell.id, plain(cell.value)));
    if (view.list != null) {
      context.put(ROWS, rows(view, view.list));
    } else {
      add(context, view, view.cells, null);
    }
    return context;
  }

  private static List<@Nullable Object> rows(Area area, ListState list) {
    var rows = new ArrayList<@Nullable Object>();
    for (var row : list.in(ItemState.ALL)) {
      var context = new LinkedHashMap<String, @Nullable Object>();
      add(context, area, row.cells, row);
      rows.add(context);
    }
    return Collections.unmodifiableList(rows);
  }

  private static void add(
      Map<String, @Nullable Object> context,
      Area area,
      Map<String, Cell> cells,
      @Nullable RowState row) {
    cells.values().forEach(cell -> context.put(cell.id, plain(cell.value)));
    for (var control : area.controls.values()) {
      var cell = control.definition.field() == null ? null : area.cellOf(control, row);
      if (cell != null) {
        context.put(control.id(), plain(cell.value));
      }
    }
  }

  /** Files are names to expressions. */
  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof FileValue file ? file.name() : value;
  }
}
