package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.ValueRefused;
import org.baltoro.language.feel.Evaluation;
import org.baltoro.language.feel.FeelExpression;
import org.baltoro.language.feel.RefusedExpression;
import org.jspecify.annotations.Nullable;

/**
 * The controls of a window whose values follow expressions, each after those that it reads, and
 * those whose validity does. An expression that fails, as it may while its inputs are empty, leaves
 * its control empty.
 */
final class Calculations {
  static final Calculations NONE = new Calculations(List.of(), List.of());

  private final List<Calculation> inOrder;
  private final List<Calculation> validations;

  private Calculations(List<Calculation> inOrder, List<Calculation> validations) {
    this.inOrder = inOrder;
    this.validations = validations;
  }

  /**
   * A cell or a whole list, by names.
   *
   * @param id {@code *}: anything of the area
   */
  private record Place(String area, String id) {}

  private record Calculation(ControlState control, FeelExpression expression, Set<Place> reads) {
    Place writes() {
      var field = control.definition.field();
      return new Place(control.area.id, field == null ? control.id() : field);
    }

    boolean reads(Place place) {
      return reads.contains(place) || reads.contains(new Place(place.area(), "*"));
    }
  }

  /**
   * Those of a window.
   *
   * @throws RuleFailure if one is no expression, or some go round in a circle
   */
  static Calculations of(Window window, Services services) throws RuleFailure {
    var values = new ArrayList<Calculation>();
    var validations = new ArrayList<Calculation>();
    for (var area : window.areas.values()) {
      for (var control : area.controls.values()) {
        if (control.definition.valueType() != null) {
          add(values, control, control.definition.expression(), services);
          add(validations, control, control.definition.validation().expression(), services);
        }
      }
    }
    return new Calculations(ordered(values), validations);
  }

  private static void add(
      List<Calculation> all, ControlState control, @Nullable String text, Services services)
      throws RuleFailure {
    if (text != null) {
      var expression = read(control, text, services);
      all.add(new Calculation(control, expression, places(control.area, expression)));
    }
  }

  private static FeelExpression read(ControlState control, String text, Services services)
      throws RuleFailure {
    try {
      return services.expressions().of(text);
    } catch (RefusedExpression refused) {
      throw new RuleFailure(
          RuleError.INVALID_DOCUMENT,
          "The expression of %s can't be used: %s".formatted(control.name(), refused.getMessage()));
    }
  }

  private static Set<Place> places(Area area, FeelExpression expression) {
    var places = new LinkedHashSet<Place>();
    for (var path : expression.reads()) {
      var first = path.getFirst();
      var view = area.view == null ? area.window.area(first) : null;
      if (first.equals(Names.ROWS) && area.list != null) {
        places.add(new Place(area.id, path.size() > 1 ? cellOf(area, path.get(1)) : "*"));
      } else if (view != null && !area.controls.containsKey(first)) {
        var rest = path.subList(1, path.size());
        int named = !rest.isEmpty() && rest.getFirst().equals(Names.ROWS) ? 1 : 0;
        places.add(new Place(first, rest.size() > named ? cellOf(view, rest.get(named)) : "*"));
      } else {
        places.add(new Place(area.id, cellOf(area, first)));
      }
    }
    return places;
  }

  /** A control that shows a field is the field. */
  private static String cellOf(Area area, String name) {
    var control = area.controls.get(name);
    var field = control == null ? null : control.definition.field();
    return field == null ? name : field;
  }

  private static List<Calculation> ordered(List<Calculation> all) throws RuleFailure {
    var left = new ArrayList<>(all);
    var ordered = new ArrayList<Calculation>();
    while (!left.isEmpty()) {
      var next = left.stream().filter(one -> readsNoneOf(one, left)).findFirst();
      if (next.isEmpty()) {
        throw new RuleFailure(
            RuleError.INVALID_DOCUMENT,
            "The expressions of %s go round in a circle: each needs another's value first."
                .formatted(
                    String.join(", ", left.stream().map(one -> one.control().name()).toList())));
      }
      ordered.add(next.get());
      left.remove(next.get());
    }
    return ordered;
  }

  private static boolean readsNoneOf(Calculation one, List<Calculation> others) {
    return others.stream().noneMatch(other -> one.reads(other.writes()));
  }

  /** The first time, when the window is opened: nothing is raised. */
  void begin(Session session) {
    for (var calculation : inOrder) {
      var known = new Names.KnownRows();
      for (var row : rows(calculation.control().area)) {
        var cell = calculation.control().area.cellOf(calculation.control(), row);
        if (cell != null) {
          cell.value = evaluate(calculation, row, cell.type, session, known);
        }
      }
    }
  }

  /** Lets values follow what was changed. */
  void follow(Session session, Writes.Changed changed, Changing changing, Writes writes) {
    var dirty = new LinkedHashMap<Place, Set<@Nullable RowState>>();
    for (var cell : changed.cells()) {
      dirty(dirty, new Place(cell.area.id, cell.id), cell.row);
    }
    for (var area : changed.lists()) {
      for (var cell : area.newRow(0, ItemState.ADDED).cells.values()) {
        dirty(dirty, new Place(area.id, cell.id), null);
      }
    }
    for (var calculation : inOrder) {
      boolean loaded = changed.lists().contains(calculation.control().area);
      follow(calculation, dirty, loaded, session, changing, writes);
    }
    if (!validations.isEmpty()) {
      var judged = new HashSet<>(changed.cells());
      for (var validation : validations) {
        validate(validation, dirty, judged, session, writes.isByUser());
      }
    }
  }

  /**
   * @param judged cells that were changed themselves
   */
  private static void validate(
      Calculation validation,
      Map<Place, Set<@Nullable RowState>> dirty,
      Set<Cell> judged,
      Session session,
      boolean byUser) {
    var control = validation.control();
    for (var row : touchedRows(validation, dirty)) {
      var cell = control.area.cellOf(control, row);
      if (cell != null && !judged.contains(cell)) {
        Validating.again(session, control, row, cell, byUser);
      }
    }
  }

  /**
   * @param row null: of every row, or of none
   */
  private static void dirty(
      Map<Place, Set<@Nullable RowState>> dirty, Place place, @Nullable RowState row) {
    dirty.computeIfAbsent(place, key -> new LinkedHashSet<>()).add(row);
  }

  /**
   * @param loaded the rows have just come: what they begin with is no change
   */
  private static void follow(
      Calculation calculation,
      Map<Place, Set<@Nullable RowState>> dirty,
      boolean loaded,
      Session session,
      Changing changing,
      Writes writes) {
    var control = calculation.control();
    var known = new Names.KnownRows(); // No calculation reads what it writes: that is a circle.
    for (var row : touchedRows(calculation, dirty)) {
      var cell = control.area.cellOf(control, row);
      if (cell == null) {
        continue;
      }
      var value = evaluate(calculation, row, cell.type, session, known);
      if (!PropertyType.same(cell.value, value)) {
        if (loaded) {
          cell.value = value;
        } else {
          changing.follow(cell, value, writes);
        }
        dirty(dirty, calculation.writes(), row);
      }
    }
  }

  /** The rows to be looked at anew; null stands for an area that has none. */
  private static List<@Nullable RowState> touchedRows(
      Calculation calculation, Map<Place, Set<@Nullable RowState>> dirty) {
    var touched = new LinkedHashSet<@Nullable RowState>(); // null: all of them
    boolean usesRows = calculation.expression().names().contains(Names.ROWS);
    dirty.forEach((place, rows) -> {
      if (calculation.reads(place)) {
        boolean sameRow = place.area().equals(calculation.control().area.id) && !usesRows;
        touched.addAll(sameRow ? rows : Collections.singleton(null));
      }
    });
    var rows = touched.isEmpty() ? List.<@Nullable RowState>of() : rows(calculation.control().area);
    return touched.contains(null) ? rows : rows.stream().filter(touched::contains).toList();
  }

  private static List<@Nullable RowState> rows(Area area) {
    var rows = new ArrayList<@Nullable RowState>();
    if (area.list == null) {
      rows.add(null);
    } else {
      rows.addAll(area.list.shown());
    }
    return rows;
  }

  private static @Nullable Object evaluate(
      Calculation calculation,
      @Nullable RowState row,
      PropertyType type,
      Session session,
      Names.KnownRows known) {
    var names = new Names(calculation.control().area, row, session.now(), session.zone(), known);
    try {
      return switch (calculation.expression().evaluate(names)) {
        case Evaluation.Answer<?> answer -> type.convert(answer.value());
        case Evaluation.Failed<?> failed -> null;
      };
    } catch (ValueRefused refused) {
      return null;
    }
  }
}
