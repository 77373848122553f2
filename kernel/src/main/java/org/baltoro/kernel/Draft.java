package org.baltoro.kernel;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleScope;
import org.jspecify.annotations.Nullable;

/** A decision in the making: facts so far, and the state that they have made. */
final class Draft {
  final ProcessDefinition definition;
  private final Surroundings surroundings;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();

  /** Arrivals still to be looked at: lines that were followed. */
  final Deque<Failure.Place.Arrival> arrivals = new ArrayDeque<>();

  ProcessState state;

  Draft(ProcessState state, ProcessDefinition definition, Surroundings surroundings) {
    this.state = state;
    this.definition = definition;
    this.surroundings = surroundings;
  }

  Instant now() {
    return surroundings.now();
  }

  long node() {
    return surroundings.node();
  }

  int nextId() {
    return state.lastId() + 1;
  }

  /** Records what happened. Only here a decision makes state. */
  void emit(Fact fact) {
    facts.add(fact);
    state = state.apply(fact);
    if (fact instanceof Fact.AttemptStarted started) {
      effects.add(new Effect.RunServerEvent(started.item(), started.attempt(), started.node()));
    }
  }

  void fail(Failure.Place place, String code, String message, @Nullable String detail) {
    emit(new Fact.BranchFailed(nextId(), place, code, message, detail, now()));
  }

  RuleOutcome<Boolean> test(Expression rule, @Nullable ActivityInstance activity) {
    return surroundings.rules().test(rule, scope(activity));
  }

  RuleOutcome<String> text(Expression expression, RuleScope scope) {
    return surroundings.rules().text(expression, scope);
  }

  private RuleScope scope(@Nullable ActivityInstance activity) {
    var data = state.dataFields();
    if (activity != null && !activity.dataFields().isEmpty()) {
      data = new TreeMap<>(data);
      data.putAll(activity.dataFields());
    }
    return new RuleScope(
        state.instance(),
        state.folio(),
        state.originator(),
        state.priority(),
        data,
        now(),
        definition.timeZone());
  }

  Decision done() {
    return new Decision(facts, state, effects, null, null);
  }

  Decision done(Receipt receipt) {
    return new Decision(facts, state, effects, receipt, null);
  }

  Decision done(Refusal recorded) {
    return new Decision(facts, state, effects, null, recorded);
  }
}
