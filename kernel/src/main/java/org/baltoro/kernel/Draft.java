package org.baltoro.kernel;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleScope;
import org.jspecify.annotations.Nullable;

/** A decision in the making: facts so far, and the state that they have made. */
final class Draft {
  private final Surroundings surroundings;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final SortedMap<Integer, Effect.Deliver> dueBefore;

  /** Arrivals still to be looked at: lines that were followed, and gotos. */
  final Deque<Failure.Place.Arrival> arrivals = new ArrayDeque<>();

  ProcessDefinition definition;
  ProcessState state;

  /** The item whose attempt this decision is about: it has returned, so nothing fences it. */
  int returned;

  /** The finish rule has run and wants the process to complete; an entry makes that void. */
  boolean finishAgreed;

  /** The item whose error is being resolved: only that goes on with it. */
  int resolving;

  Draft(ProcessState state, ProcessDefinition definition, Surroundings surroundings) {
    this.state = state;
    dueBefore = Messages.due(state);
    this.definition = definition;
    this.surroundings = surroundings;
  }

  Instant now() {
    return surroundings.now();
  }

  long node() {
    return surroundings.node();
  }

  long newInstance() {
    return surroundings.newInstances().getAsLong();
  }

  @Nullable ProcessDefinition version(int number) {
    return surroundings.versions().apply(number);
  }

  int nextId() {
    return state.lastId() + 1;
  }

  /** Records what happened. Only here a decision makes state. */
  void emit(Fact fact) {
    facts.add(fact);
    state = state.apply(fact);
    switch (fact) {
      case Fact.AttemptStarted started ->
          effects.add(new Effect.RunCode(started.item(), started.attempt(), started.node()));
      case Fact.AttemptFenced fenced ->
          effects.removeIf(effect ->
              effect instanceof Effect.RunCode(int item, int attempt, long node)
                  && item == fenced.item());
      case Fact.ActivityEntered entered -> finishAgreed = false;
      default -> {}
    }
  }

  void fail(Failure.Place place, String code, String message, @Nullable String detail) {
    emit(new Fact.BranchFailed(nextId(), place, code, message, detail, now()));
    if (definition.onError() == OnError.STOP_ALL && !state.halted()) {
      emit(new Fact.BranchesHalted(now()));
    }
  }

  RuleOutcome<Boolean> test(Expression rule, @Nullable ActivityInstance activity, boolean expired) {
    return surroundings.rules().test(rule, scope(activity, expired));
  }

  RuleOutcome<String> text(Expression expression, RuleScope scope) {
    return surroundings.rules().text(expression, scope);
  }

  RuleOutcome<Value> fieldValue(Expression expression, RuleScope scope) {
    return surroundings.rules().fieldValue(expression, scope);
  }

  RuleOutcome<Instant> moment(Expression expression, @Nullable ActivityInstance activity) {
    return surroundings.rules().moment(expression, scope(activity, false));
  }

  RuleOutcome<List<Value>> list(Expression expression, @Nullable ActivityInstance activity) {
    return surroundings.rules().list(expression, scope(activity, false));
  }

  Directory directory() {
    return surroundings.directory();
  }

  RuleScope scope(@Nullable ActivityInstance activity, boolean expired) {
    return state.scope(definition, activity, expired, now());
  }

  Decision done() {
    return done(null, null);
  }

  Decision done(Receipt receipt) {
    return done(receipt, null);
  }

  Decision done(Refusal recorded) {
    return done(null, recorded);
  }

  private Decision done(@Nullable Receipt receipt, @Nullable Refusal recorded) {
    if (state.parent() != null) {
      SubProcesses.tellParent(this);
    }
    if (!facts.isEmpty()) {
      Messages.due(state)
          .forEach((id, due) -> {
            if (!due.equals(dueBefore.get(id))) {
              effects.add(due);
            }
          });
    }
    return new Decision(facts, state, effects, receipt, recorded);
  }
}
