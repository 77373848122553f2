package org.baltoro.forms.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.Inheritance;
import org.baltoro.forms.document.View;
import org.baltoro.forms.document.ViewInstance;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.rule.RuleRun;
import org.baltoro.forms.rule.Threads;
import org.jspecify.annotations.Nullable;

/** Opens and closes windows. */
final class Windows {
  private static final Duration INTERVAL_MIN = Duration.ofSeconds(1);

  private final Session session;

  Windows(Session session) {
    this.session = session;
  }

  /**
   * Makes the window of a form. Called under the lock.
   *
   * @param stateId null: the form's default
   * @param heading "": the form's title
   */
  Window form(
      Form form,
      @Nullable Home opener,
      String opened,
      @Nullable String stateId,
      Map<String, ? extends @Nullable Object> parameters,
      String heading)
      throws RuleFailure {
    var state = stateId == null ? form.defaultState() : stateId;
    if (state != null && form.state(state) == null) {
      throw new RuleFailure(
          "UNKNOWN_STATE", "Form %s has no state '%s'.".formatted(form.name(), state));
    }
    var window =
        window(opener, opened, form, null, state, heading.isEmpty() ? form.title() : heading);
    window.areas.put(
        "",
        new Area(window, "", null, null, shown(window.title), form.controls(), form.parameters()));
    for (var tab : form.tabs()) {
      var tabState = new TabState(tab);
      window.tabs.put(tab.id(), tabState);
      for (var instance : tab.views()) {
        window.areas.put(instance.id(), area(window, tabState, instance));
      }
    }
    window.rules.addAll(Inheritance.rules(form, name -> viewOf(window, name), state));
    finish(window, parameters);
    return window;
  }

  /** Makes the window of a view. Called under the lock. */
  Window subview(
      View view,
      Home opener,
      String opened,
      Map<String, ? extends @Nullable Object> parameters,
      String heading)
      throws RuleFailure {
    var title = heading.isEmpty() ? view.title() : heading;
    var window = window(opener, opened, null, view, null, title);
    window.areas.put(
        "", new Area(window, "", view, null, shown(title), view.controls(), view.parameters()));
    window.rules.addAll(Inheritance.rules(view));
    finish(window, parameters);
    return window;
  }

  private Window window(
      @Nullable Home opener,
      String opened,
      @Nullable Form form,
      @Nullable View view,
      @Nullable String state,
      String title)
      throws RuleFailure {
    if (session.windows.size() >= session.limits.windowsMax()) {
      throw new RuleFailure(
          "TOO_MANY_WINDOWS",
          "%d windows are open already: close one first.".formatted(session.windows.size()));
    }
    return new Window(session.nextWindow(), opener, opened, form, view, state, title);
  }

  private Area area(Window window, TabState tab, ViewInstance instance) throws RuleFailure {
    var view =
        session
            .services
            .documents()
            .view(instance.view())
            .orElseThrow(() ->
                new RuleFailure(
                    RuleError.INVALID_DOCUMENT,
                    "There is no view '%s'.".formatted(instance.view())));
    var properties =
        new Properties()
            .with(ElementProperty.VISIBLE, instance.visible())
            .with(ElementProperty.ENABLED, instance.enabled())
            .with(ElementProperty.READ_ONLY, instance.readOnly())
            .with(ElementProperty.COLLAPSED, instance.collapsed())
            .with(
                ElementProperty.TITLE,
                instance.title().isEmpty() ? view.title() : instance.title());
    return new Area(
        window, instance.id(), view, tab, properties, view.controls(), view.parameters());
  }

  private static Properties shown(String title) {
    return new Properties()
        .with(ElementProperty.VISIBLE, true)
        .with(ElementProperty.ENABLED, true)
        .with(ElementProperty.READ_ONLY, false)
        .with(ElementProperty.COLLAPSED, false)
        .with(ElementProperty.TITLE, title);
  }

  private static View viewOf(Window window, String name) {
    for (var area : window.areas.values()) {
      if (area.view != null && area.view.name().equals(name)) {
        return area.view;
      }
    }
    throw new IllegalStateException("View '%s' was found before.".formatted(name));
  }

  private void finish(Window window, Map<String, ? extends @Nullable Object> parameters)
      throws RuleFailure {
    ImplicitRules.add(window);
    for (var given : parameters.entrySet()) {
      var cell = window.main().parameters.get(given.getKey());
      if (cell == null) {
        throw new RuleFailure(
            "UNKNOWN_PARAMETER",
            "%s has no parameter '%s': it has %s."
                .formatted(window.document(), given.getKey(), window.main().parameters.keySet()));
      }
      cell.value = Changing.converted(cell.type, given.getValue(), given.getKey());
    }
    window.calculations = Calculations.of(window, session.services);
    window.calculations.begin(session);
    session.windows.put(window.id, window);
    var opener = window.opener;
    if (opener != null) {
      opener.window().children.put(window.opened, window);
    }
  }

  /** Lets a window come up: its rules for that run on this thread. */
  void begin(Window window, RuleStarter rules, @Nullable RunContext cause)
      throws InterruptedException {
    for (var area : session.guarded(() -> List.copyOf(window.areas.values()))) {
      rules.run(new Occurrence.ServerLoad(area), cause);
    }
    session.guard(() -> {
      if (window.closed == null) {
        session.mirror.windowOpened(window, actions(window));
      }
    });
    rules.run(new Occurrence.Initialise(window.main()), cause);
    session.guard(() -> {
      window.ready = true;
      if (window.closed == null) {
        session.mirror.tell(new Outgoing.WindowReady(window.id));
      }
    });
    rules.run(new Occurrence.Load(window.main()), cause);
    session.guard(() -> startTimers(window, rules));
  }

  private List<String> actions(Window window) {
    return session.workItem == null || window.opener != null
        ? List.of()
        : session.workItem.actions();
  }

  // Timers

  private void startTimers(Window window, RuleStarter rules) {
    if (window.closing) {
      return;
    }
    for (var rule : window.rules) {
      if (rule.rule().enabled()
          && rule.rule().event() instanceof Event.Timer(var after, var again)) {
        var due = new Occurrence.Timer(window, rule.rule().id());
        var interval = after.compareTo(INTERVAL_MIN) < 0 ? INTERVAL_MIN : after;
        window.timers.add(timer(window, due, interval, again, rules));
      }
    }
    for (var area : window.areas.values()) {
      for (var control : area.controls.values()) {
        if (Boolean.TRUE.equals(control.definition.settings().get(ControlSetting.RUNNING))) {
          timer(control, true, rules);
        }
      }
    }
  }

  private static void haltTimers(Window window) {
    window.timers.forEach(Threads.Started::interrupt);
    window.timers.clear();
  }

  /** Starts a timer from zero, or halts it. Called under the lock. */
  void timer(ControlState control, boolean start, RuleStarter rules) {
    var running = control.timer;
    if (running != null) {
      control.timer = null;
      running.interrupt();
    }
    var window = control.area.window;
    if (start && !window.closing && control.definition.type() == ControlType.TIMER) {
      var seconds = control.definition.settings().get(ControlSetting.INTERVAL_SECONDS);
      var interval =
          Duration.ofSeconds(
              seconds instanceof Number number ? Math.max(1, number.longValue()) : 60);
      var tick = new Occurrence.OnControl(control, ControlEvent.TICK, null, null);
      var timer = timer(window, tick, interval, true, rules);
      control.timer = timer;
      window.timers.add(timer);
    }
  }

  private Threads.Started timer(
      Window window, Occurrence due, Duration interval, boolean again, RuleStarter rules) {
    return session.threads.start(
        "timer",
        () -> {
          try {
            do {
              session.threads.pause(interval);
              tick(window, due, rules);
            } while (again && session.guarded(() -> !window.closing));
          } catch (InterruptedException halted) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** The next interval begins when the rules for this one have ended. */
  private void tick(Window window, Occurrence due, RuleStarter rules) throws InterruptedException {
    var ended = session.threads.latch();
    session.guard(() -> {
      if (!window.closing && rules.hasRule(due)) {
        rules.start(List.of(due), ended::open);
      } else {
        ended.open();
      }
    });
    ended.await();
  }

  // Closing

  /**
   * Closes a window with all that was opened from it. Rules for its closing run before, on this
   * thread, while its values can be read; runs of its rules are ended, but for those that wait for
   * this. A window that is closed or about to is left alone.
   *
   * @return the windows that were closed, the innermost first
   */
  List<Window> close(
      Window window, CloseReason reason, RuleStarter rules, @Nullable RunContext cause)
      throws InterruptedException {
    var closing = session.guarded(() -> claimed(window));
    for (var each : closing) {
      var why = each == window ? reason : CloseReason.FORM_CLOSED;
      rules.run(new Occurrence.SubformClosing(each, why), cause);
    }
    session.guard(() -> {
      for (var each : closing) {
        closed(each, each == window ? reason : CloseReason.FORM_CLOSED, cause);
      }
    });
    return closing;
  }

  /**
   * Closes a window after a time, if it is open then: what of its rules runs is ended, also what
   * runs because it closes.
   */
  Threads.Started closeAt(Duration after, Window window) {
    return session.threads.start(
        "deadline",
        () -> {
          try {
            session.threads.pause(after);
            session.guard(() -> closed(window, CloseReason.NAVIGATION, null));
          } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static List<Window> claimed(Window window) {
    var all = new ArrayList<Window>();
    if (window.closed == null && !window.closing) {
      window.closing = true;
      haltTimers(window);
      for (var child : List.copyOf(window.children.values())) {
        all.addAll(claimed(child));
      }
      all.add(window);
    }
    return all;
  }

  private void closed(Window window, CloseReason reason, @Nullable RunContext cause) {
    if (window.closed != null) {
      return;
    }
    for (var child : List.copyOf(window.children.values())) { // whose closing was broken off
      closed(child, CloseReason.FORM_CLOSED, cause);
    }
    window.closing = true;
    window.closed = reason;
    session.mirror.windowClosed(window, new Outgoing.WindowClosed(window.id, reason));
    session.windows.remove(window.id);
    var opener = window.opener;
    if (opener != null) {
      opener.window().children.remove(window.opened, window);
    }
    haltTimers(window);
    boolean isForm = opener == null;
    var spared = isForm ? Set.<RuleRun>of() : chain(cause);
    for (var running : List.copyOf(window.runs)) {
      if (!spared.contains(running.run())) {
        cancel(running, chain(cause));
      }
    }
    if (isForm) {
      session.closed = true;
      if (session.deadline != null) {
        session.deadline.interrupt();
      }
    }
    window.waiting.forEach(Rest.UserWait::done);
  }

  /** The run that closes the form itself is not interrupted, but goes no further. */
  private static void cancel(RunningRule running, Set<RuleRun> chain) {
    if (chain.contains(running.run())) {
      running.run().cancel();
    } else {
      running.cancel();
    }
  }

  private static Set<RuleRun> chain(@Nullable RunContext cause) {
    var chain = new HashSet<RuleRun>();
    for (var run = cause == null ? null : cause.run(); run != null; run = run.cause()) {
      chain.add(run);
    }
    return chain;
  }
}
