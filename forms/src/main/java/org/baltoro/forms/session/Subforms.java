package org.baltoro.forms.session;

import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.Closing;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.rule.ActionOutcome;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** Opens and closes subforms and subviews, and leaves the form, for an action. */
final class Subforms {
  private final RuleStarter rules;
  private final ActionWork work;
  private final Session session;

  Subforms(RuleStarter rules, ActionWork work) {
    this.rules = rules;
    this.work = work;
    this.session = work.session;
  }

  ActionOutcome open(Operation.OpenSubform operation) throws RuleFailure, InterruptedException {
    var window = session.guarded(() -> make(operation));
    rules.windows().begin(window, rules, work.context);
    if (operation.waitUntilClosed()) {
      awaitClosed(window);
      work.checkCancelled();
      var reason = session.guarded(() -> window.closed);
      work.returned(List.of(Row.of("closeReason", reason == null ? null : reason.name())));
    }
    return work.done(rules);
  }

  private void awaitClosed(Window window) throws InterruptedException {
    var wait = session.rest.userWait();
    boolean isOpen = session.guarded(() -> window.closed == null && window.waiting.add(wait));
    if (isOpen) {
      wait.await();
    }
  }

  private Window make(Operation.OpenSubform operation) throws RuleFailure {
    var home = work.context.home(work.action.id());
    if (home.window().closed != null || home.window().closing) {
      throw new RuleFailure(RunContext.CLOSED, "What should open another window is closed.");
    }
    if (home.window().child(operation.opened()) != null) {
      throw new RuleFailure(
          "ALREADY_OPEN",
          "'%s' is open already: close it first, or open this one under another id."
              .formatted(operation.opened()));
    }
    var parameters = Actions.named(operation.parameters(), work.reader);
    var heading = work.reader.text(operation.heading());
    return operation.subview()
        ? subview(operation, home, parameters, heading)
        : form(operation, home, parameters, heading);
  }

  private Window subview(
      Operation.OpenSubform operation,
      Home home,
      Map<String, @Nullable Object> parameters,
      String heading)
      throws RuleFailure {
    var view = session.services.documents().view(operation.document());
    if (view.isEmpty()) {
      throw unknown("view", operation.document());
    }
    return rules.windows().subview(view.get(), home, operation.opened(), parameters, heading);
  }

  private Window form(
      Operation.OpenSubform operation,
      Home home,
      Map<String, @Nullable Object> parameters,
      String heading)
      throws RuleFailure {
    var form = session.services.documents().form(operation.document());
    if (form.isEmpty()) {
      throw unknown("form", operation.document());
    }
    if (!form.get().mayOpen().allow(session.caller)) {
      throw new RuleFailure(
          "ACCESS_DENIED", "You may not open form '%s'.".formatted(operation.document()));
    }
    return rules
        .windows()
        .form(form.get(), home, operation.opened(), operation.state(), parameters, heading);
  }

  private static RuleFailure unknown(String what, String name) {
    return new RuleFailure(
        RuleError.INVALID_DOCUMENT, "There is no %s '%s'.".formatted(what, name));
  }

  ActionOutcome close(Closing closing) throws RuleFailure, InterruptedException {
    var window = session.guarded(() -> meant(closing));
    close(window, CloseReason.RULE);
    return work.done(rules);
  }

  private void close(Window window, CloseReason reason) throws InterruptedException {
    for (var closed : rules.windows().close(window, reason, rules, work.context)) {
      var why = closed.closed;
      if (closed.opener != null && why != null) {
        session.guard(() -> work.writes.raise(new Occurrence.SubformClosed(closed, why)));
      }
    }
  }

  private Window meant(Closing closing) throws RuleFailure {
    var own = work.context.window();
    return switch (closing) {
      case Closing.Own itself -> open(own, "What this rule runs in");
      case Closing.Opened(var opened) -> {
        var child = own.child(opened);
        yield open(child, "'%s'".formatted(opened));
      }
      case Closing.Levels(var levels) -> {
        var window = open(own, "What this rule runs in");
        for (int level = 1; level < levels && window.opener != null; level++) {
          window = window.opener.window();
        }
        yield window;
      }
    };
  }

  private static Window open(@Nullable Window window, String what) throws RuleFailure {
    if (window == null || window.closed != null) {
      throw new RuleFailure(RunContext.CLOSED, what + " is not open.");
    }
    return window;
  }

  ActionOutcome navigate(Source form, Source state, List<Mapping> parameters)
      throws RuleFailure, InterruptedException {
    session.guard(() -> {
      var stateId = work.reader.text(state);
      new SecretSources(session, work.reader).refuse(parameters);
      session.mirror.tell(
          new Outgoing.NavigatedToForm(
              work.reader.text(form),
              stateId.isEmpty() ? null : stateId,
              Actions.named(parameters, work.reader)));
    });
    close(session.guarded(session::root), CloseReason.NAVIGATION);
    return work.done(rules);
  }

  /** An address that runs nothing on the page. */
  private static String safe(String address) throws RuleFailure {
    return Values.text(Changing.converted(PropertyType.HYPERLINK, address, "The address"));
  }

  ActionOutcome navigate(Source address, boolean newWindow)
      throws RuleFailure, InterruptedException {
    session.guard(() ->
        session.mirror.tell(
            new Outgoing.NavigatedToAddress(safe(work.reader.text(address)), newWindow)));
    if (!newWindow) {
      close(session.guarded(session::root), CloseReason.NAVIGATION);
    }
    return work.done(rules);
  }
}
