package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.EffectiveRule;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.forms.rule.Threads;
import org.jspecify.annotations.Nullable;

/** A form, subform or subview that is open. */
final class Window {
  final String id;

  /** Whose rule opened it; null: it is the form. */
  final @Nullable Home opener;

  /** The id that the opener's rules know it by. */
  final String opened;

  final @Nullable Form form;
  final @Nullable View subview;
  final @Nullable String state;
  final String title;
  final Map<String, Area> areas = new LinkedHashMap<>();
  final Map<String, TabState> tabs = new LinkedHashMap<>();
  final Map<String, Window> children = new LinkedHashMap<>();
  final List<EffectiveRule> rules = new ArrayList<>();
  final List<Threads.Started> timers = new ArrayList<>();

  /** Runs of its rules that have threads. */
  final Set<RunningRule> runs = new LinkedHashSet<>();

  /** Rules that wait until it is closed. */
  final List<Rest.UserWait> waiting = new ArrayList<>();

  Calculations calculations = Calculations.NONE;
  boolean shown;
  boolean ready;
  boolean closing;
  @Nullable CloseReason closed;

  Window(
      String id,
      @Nullable Home opener,
      String opened,
      @Nullable Form form,
      @Nullable View subview,
      @Nullable String state,
      String title) {
    this.id = id;
    this.opener = opener;
    this.opened = opened;
    this.form = form;
    this.subview = subview;
    this.state = state;
    this.title = title;
  }

  /** Actions that run on after the rules that they belong to. Called under the lock. */
  int lateActions() {
    return runs.stream().mapToInt(RunningRule::lateActions).sum();
  }

  /** The form itself, or the subview. */
  Area main() {
    var main = areas.get("");
    if (main == null) {
      throw new IllegalStateException(
          "Window %s has no main area: a bug of who opens it.".formatted(id));
    }
    return main;
  }

  /** Null: there is no such view, or it is closed. */
  @Nullable Area area(String area) {
    return closed == null ? areas.get(area) : null;
  }

  /** Null: nothing is open under that id. */
  @Nullable Window child(String openedAs) {
    var child = children.get(openedAs);
    return child == null || child.closed != null ? null : child;
  }

  /** The full name of its form or view. */
  String document() {
    if (form != null) {
      return form.name();
    }
    return subview == null ? "" : subview.name();
  }

  int version() {
    if (form != null) {
      return form.version();
    }
    return subview == null ? 0 : subview.version();
  }

  /** Before the names of its areas, for people: nothing for the form, its id for a subform. */
  String prefix() {
    return opened.isEmpty() ? "" : opened + ":";
  }
}
