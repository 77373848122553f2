package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.baltoro.forms.document.EffectiveRule;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.rule.RuleRun;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a rule knows: where it belongs, what it was raised by, at which items it is, and
 * what its actions returned.
 *
 * @param window whose rule it is
 * @param rows the rows that it is at or was raised by, the nearest first
 * @param item of a list control, that it is at or was raised by
 * @param error in an error handler, or a rule for errors
 * @param results of its actions, by their ids
 * @param chain the rules that raised or executed one another up to this one, which is the last
 */
record RunContext(
    Window window,
    EffectiveRule rule,
    RuleRun run,
    Occurrence occurrence,
    List<At> rows,
    @Nullable ListItem item,
    @Nullable RuleError error,
    Map<String, List<Row>> results,
    List<Link> chain) {

  static final String CLOSED = "SUBFORM_CLOSED";

  /**
   * A rule of a window.
   *
   * @param name for messages
   */
  record Link(String window, String area, String rule, String name) {
    static Link of(Window window, EffectiveRule rule) {
      var instance = rule.instance();
      return new Link(
          window.id, instance == null ? "" : instance, rule.rule().id(), rule.rule().name());
    }
  }

  /** A row of a list view. */
  record At(Area area, RowState row) {}

  static RunContext of(
      Window window,
      EffectiveRule rule,
      RuleRun run,
      Occurrence occurrence,
      @Nullable RunContext cause) {
    var rows = new ArrayList<At>();
    ListItem item = cause == null ? null : cause.item;
    switch (occurrence) {
      case Occurrence.OnControl(var control, var event, var row, var clicked) -> {
        if (row != null) {
          rows.add(new At(control.area, row));
        }
        item = clicked == null ? item : clicked;
      }
      case Occurrence.OnList(var area, var event, var row) -> rows.add(new At(area, row));
      default -> {}
    }
    if (cause != null) {
      rows.addAll(cause.rows);
    }
    var chain = new ArrayList<Link>(cause == null ? List.of() : cause.chain);
    chain.add(Link.of(window, rule));
    return new RunContext(
        window,
        rule,
        run,
        occurrence,
        List.copyOf(rows),
        item,
        cause == null ? null : cause.error,
        new ConcurrentHashMap<>(),
        List.copyOf(chain));
  }

  RunContext at(Area area, RowState row) {
    var more = new ArrayList<At>();
    more.add(new At(area, row));
    more.addAll(rows);
    return new RunContext(
        window, rule, run, occurrence, List.copyOf(more), item, error, results, chain);
  }

  RunContext at(ListItem current) {
    return new RunContext(window, rule, run, occurrence, rows, current, error, results, chain);
  }

  RunContext with(RuleError failure) {
    return new RunContext(window, rule, run, occurrence, rows, item, failure, results, chain);
  }

  /** From where a part of the rule is seen. */
  Home home(String part) {
    var instance = rule.instance();
    return new Home(window, instance == null || rule.seenFromForm(part) ? "" : instance);
  }

  /**
   * The area that a scope means.
   *
   * @throws RuleFailure if it is closed, or there is none
   */
  Area area(Scope scope, Home home) throws RuleFailure {
    var area = home.find(scope);
    if (area != null) {
      return area;
    }
    boolean isClosed = scope instanceof Scope.Opened || window.closed != null;
    throw isClosed
        ? new RuleFailure(
            CLOSED,
            "%s is not open, so nothing can be read from it or written to it. Let this action come before the one that closes it."
                .formatted(text(scope)))
        : new RuleFailure(
            RuleError.INVALID_DOCUMENT, "There is no %s here.".formatted(text(scope)));
  }

  private String text(Scope scope) {
    return switch (scope) {
      case Scope.Own own -> window.opened.isEmpty() ? "The form" : "'%s'".formatted(window.opened);
      case Scope.Instance(var instance) -> "view '%s'".formatted(instance);
      case Scope.Parent(var instance) -> "Who opened this window";
      case Scope.Opened(var opened, var instance) -> "'%s'".formatted(opened);
    };
  }

  /**
   * The row of a list that a reference means: the one that a loop is at, else the event's, else the
   * one that is open for typing, else the selected one.
   */
  @Nullable RowState row(Area area) {
    for (var at : rows) {
      if (at.area() == area) {
        return at.row();
      }
    }
    if (area.list == null) {
      return null;
    }
    var open = area.list.open();
    return open == null ? area.list.selected : open;
  }
}
