package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.rule.ActionOutcome;
import org.baltoro.forms.rule.ActionTurn;
import org.baltoro.forms.rule.PacketOutcome;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.rule.RuleRunner;
import org.baltoro.forms.rule.RuleSurroundings;

/** What a rule of an open form asks, and has done. */
final class SessionSurroundings implements RuleSurroundings {
  private final RuleStarter rules;
  private final Session session;
  private final RunContext context;
  private final RuleRunner runner;

  SessionSurroundings(RuleStarter rules, RunContext context, RuleRunner runner) {
    this.rules = rules;
    this.session = rules.session();
    this.context = context;
    this.runner = runner;
  }

  private SessionSurroundings with(RunContext other) {
    return new SessionSurroundings(rules, other, runner);
  }

  @Override
  public boolean holds(Condition condition) throws RuleFailure, InterruptedException {
    try {
      return isMet(condition);
    } catch (RuleFailure failure) {
      throw masked(failure);
    }
  }

  private RuleFailure masked(RuleFailure failure) {
    return new RuleFailure(
        session.guarded(() -> Secrets.masked(session, failure.error())), failure);
  }

  private boolean isMet(Condition condition) throws RuleFailure, InterruptedException {
    var reader = new Reader(session, context, context.home(condition.id()));
    return switch (condition.criterion()) {
      case Criterion.Holds(var expression) -> session.guarded(() -> isTrue(reader, expression));
      case Criterion.Validation validation ->
          session.guarded(() -> Validating.isValid(session, reader, validation));
      case Criterion.Confirmation(var title, var body) -> {
        var texts = session.guarded(() -> List.of(reader.text(title), reader.text(body)));
        yield session.questions.ask(texts.getFirst(), texts.getLast());
      }
      case Criterion.ErrorOccurred occurred -> runner.errorOccurred();
    };
  }

  private static boolean isTrue(Reader reader, String expression) throws RuleFailure {
    if (reader.expression(expression) instanceof Boolean truth) {
      return truth;
    }
    throw new RuleFailure(
        RuleError.EXPRESSION_FAILED,
        "The condition '%s' gave neither true nor false. Say what it is when a value is empty."
            .formatted(expression));
  }

  @Override
  public List<Item> items(Items items, String handler) throws RuleFailure {
    return session.guarded(() -> {
      var reader = new Reader(session, context, context.home(handler));
      return items.control() == null
          ? rows(reader.area(items.scope()), items)
          : controlItems(reader, items, items.control());
    });
  }

  private List<Item> rows(Area area, Items items) throws RuleFailure {
    if (area.list == null) {
      throw new RuleFailure(RuleError.INVALID_DOCUMENT, "%s is no list.".formatted(area.name()));
    }
    var all = new ArrayList<Item>();
    for (var row : area.list.in(items.state())) {
      all.add(new Item("row " + (area.list.rows.indexOf(row) + 1), with(context.at(area, row))));
    }
    return all;
  }

  private List<Item> controlItems(Reader reader, Items items, String id) throws RuleFailure {
    var control = reader.control(items.scope(), id);
    var all = new ArrayList<Item>();
    for (var item : CheckedItems.in(control, items.state(), reader.row(control.area))) {
      all.add(new Item("item " + (control.items.indexOf(item) + 1), with(context.at(item))));
    }
    return all;
  }

  @Override
  public RuleSurroundings withError(RuleError error) {
    return with(context.with(error));
  }

  @Override
  public void failedBeside(RuleError error) {
    try {
      rules.failed(error, context);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public ActionOutcome run(Action action, ActionTurn turn)
      throws RuleFailure, InterruptedException {
    var work = ActionWork.begin(session, context, action, turn);
    work.checkCancelled();
    try {
      return Calls.isCall(action.operation(), context, action.id())
          ? new CallCarrier(rules, work).run()
          : new Actions(rules, work).run();
    } catch (RuleFailure failure) {
      throw masked(failure);
    }
  }

  @Override
  public PacketOutcome runPacket(List<Action> actions, boolean atomic, List<ActionTurn> turns)
      throws InterruptedException {
    return new PacketCarrier(rules, context, actions, turns, atomic).run();
  }
}
