package org.baltoro.language.feel;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.List;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.FeelEngineClock;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValDate;
import org.camunda.feel.syntaxtree.ValDateTime;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValLocalDateTime;
import org.camunda.feel.syntaxtree.ValLocalTime;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;
import org.camunda.feel.syntaxtree.ValTime;

/**
 * The functions of one evaluation: those that need its time and zone, and the count of its steps.
 * The engine finds them before its own, so nothing is shared between threads.
 */
final class EvaluationFunctions implements FunctionProvider {
  static final int STEPS_MAX = 100_000;

  /** Never asked: {@code now()} and {@code today()} are answered here. */
  static final FeelEngineClock NO_CLOCK =
      () -> {
        throw new IllegalStateException(
            "A rule asked for the system's time. now() and today() have to be bound to the"
                + " command's.");
      };

  private static final BuiltinFunctions BUILT_IN =
      new BuiltinFunctions(NO_CLOCK, FeelEngine.defaultValueMapper());

  private final Instant now;
  private final ZoneId zone;
  private final PatternFunctions patterns = new PatternFunctions();
  private int steps;

  EvaluationFunctions(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  @Override
  public scala.collection.immutable.List<ValFunction> getFunctions(String name) {
    return Scala.list(named(name));
  }

  @Override
  public scala.collection.Iterable<String> functionNames() {
    return Scala.list(List.<String>of());
  }

  private List<ValFunction> named(String name) {
    return switch (name) {
      case "now" -> List.of(function(0, none -> new ValDateTime(now.atZone(zone))));
      case "today" -> List.of(function(0, none -> new ValDate(now.atZone(zone).toLocalDate())));
      case "date and time" ->
          List.of(function(1, from -> inZone(builtIn(name, from))), function(2, this::dateAndTime));
      case "time" -> List.of(function(1, this::time));
      case GuardedFunctions.STEP -> List.of(function(1, value -> step(value.getFirst())));
      case GuardedFunctions.CONDITION -> List.of(function(1, this::condition));
      case "matches", "replace", "split", "extract" -> patterns.named(name);
      default -> GuardedFunctions.named(name);
    };
  }

  private static ValFunction function(
      int arguments, java.util.function.Function<List<Val>, Val> body) {
    return GuardedFunctions.function(arguments, body);
  }

  private static Val builtIn(String name, List<Val> arguments) {
    for (var function : Scala.list(BUILT_IN.getFunctions(name))) {
      if (function.params().size() == arguments.size()) {
        return (Val) function.invoke().apply(Scala.list(arguments));
      }
    }
    throw new IllegalStateException(
        "FEEL has no function '%s' of %d arguments, which is stood in for here."
            .formatted(name, arguments.size()));
  }

  private Val inZone(Val value) {
    return switch (value) {
      case ValLocalDateTime local -> moment(local.value());
      case ValDateTime zoned -> moment(zoned.value());
      default -> value;
    };
  }

  /** A local date and time, or one with an offset, in this evaluation's zone. */
  Val moment(Temporal value) {
    return switch (value) {
      case java.time.LocalDateTime local -> new ValDateTime(local.atZone(zone));
      case java.time.ZonedDateTime zoned -> new ValDateTime(zoned.withZoneSameInstant(zone));
      default -> throw new IllegalStateException(value + " is no date and time.");
    };
  }

  private Val dateAndTime(List<Val> arguments) {
    if (arguments.get(1) instanceof ValString) {
      return new ValError(
          "takes a date and a time of day; all dates with times are in the time zone " + zone);
    }
    return inZone(builtIn("date and time", arguments));
  }

  private Val time(List<Val> arguments) {
    return switch (arguments.getFirst()) {
      case ValDateTime moment -> new ValLocalTime(moment.value().toLocalTime());
      case ValDate ignored -> new ValLocalTime(LocalTime.MIDNIGHT);
      default -> {
        var time = builtIn("time", arguments);
        yield time instanceof ValTime
            ? new ValError("takes a time of day without an offset, not " + time)
            : time;
      }
    };
  }

  private Val step(Val value) {
    if (++steps > STEPS_MAX) {
      throw new Stopped("the loops take more than %,d steps".formatted(STEPS_MAX));
    }
    return value;
  }

  private Val condition(List<Val> arguments) {
    var value = arguments.getFirst();
    return value instanceof ValBoolean || value instanceof ValNumber
        ? step(value)
        : new ValError("a filter needs true, false or a number, not " + value);
  }
}
