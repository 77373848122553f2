package org.baltoro.forms.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Draws a trace with characters: a line for each block, from its start to its release, and for each
 * of its actions.
 *
 * <pre>{@code
 * Initialise (Order), run 1: completed after 8 s
 *                              0 s                                  8 s
 * and                          |====================================|
 *   a  Load suppliers  5 s #1  |######################              |
 *   b  Load currencies 8 s #2  |####################################|
 * }</pre>
 *
 * <p>{@code #} runs; {@code -} runs still after its block let the next one start; {@code !} failed
 * there; {@code >} runs on; {@code x} was cancelled. A number with {@code #} is that of a call to
 * the SmartObject layer: actions of one packet share it.
 */
public final class Gantt {
  private static final int LABEL_MAX = 44;

  private final RuleTrace trace;
  private final int width;
  private final Instant end;
  private final List<Line> lines = new ArrayList<>();

  private Gantt(RuleTrace trace, int width) {
    this.trace = trace;
    this.width = width;
    this.end = endOf(trace);
  }

  /**
   * The drawing, with line ends.
   *
   * @param width characters for the time, 10 or more
   */
  public static String draw(RuleTrace trace, int width) {
    return new Gantt(trace, width).draw();
  }

  private record Line(String label, String bar) {}

  private String draw() {
    steps(trace.steps(), "");
    int labels = lines.stream().mapToInt(line -> line.label().length()).max().orElse(0);
    var drawn = new StringBuilder(heading()).append('\n');
    drawn.append(scale(labels)).append('\n');
    for (var line : lines) {
      var padded = line.label() + " ".repeat(labels - line.label().length());
      drawn.append((padded + "  " + line.bar()).stripTrailing()).append('\n');
    }
    return drawn.toString();
  }

  private String heading() {
    var place = trace.place().isEmpty() ? "" : " (%s)".formatted(trace.place());
    var error = trace.error();
    return "%s%s, run %d: %s%s%s"
        .formatted(
            trace.name(),
            place,
            trace.run(),
            text(trace.outcome()),
            trace.ended() == null ? "" : " after " + seconds(trace.started(), trace.ended()),
            error == null
                ? ""
                : ": " + (error.message().isEmpty() ? error.type() : error.message()));
  }

  private String scale(int labels) {
    var from = "0 s";
    var to = seconds(trace.started(), end);
    int gap = Math.max(1, width + 2 - from.length() - to.length());
    return " ".repeat(labels + 2) + from + " ".repeat(gap) + to;
  }

  private void steps(List<StepTrace> steps, String indent) {
    for (var step : steps) {
      switch (step) {
        case BlockTrace block -> block(block, indent);
        case HandlerTrace handler -> {
          lines.add(new Line(handlerLabel(handler, indent), ""));
          steps(handler.steps(), indent + "  ");
        }
      }
    }
  }

  private static String handlerLabel(HandlerTrace handler, String indent) {
    var outcome = handler.outcome();
    var item = handler.item().isEmpty() ? "" : " " + handler.item();
    var note = outcome == TraceOutcome.COMPLETED ? "" : " (%s)".formatted(text(outcome));
    return indent + handler.type() + item + note;
  }

  private void block(BlockTrace block, String indent) {
    var type = block.type().name().toLowerCase(Locale.ROOT);
    var bar = bar(block.started(), block.released(), null, block.outcome(), '=');
    lines.add(new Line(indent + type + (block.atomic() ? " (all or nothing)" : ""), bar));
    for (var action : block.actions()) {
      lines.add(new Line(actionLabel(action, indent), bar(action, block.released())));
    }
  }

  private static String actionLabel(ActionTrace action, String indent) {
    var label = indent + "  " + cut(action.text());
    var started = action.started();
    if (started == null) {
      return label + " (%s)".formatted(text(action.outcome()));
    }
    var ended = action.ended();
    var calls = new StringBuilder();
    action.calls().stream().limit(3).forEach(call -> calls.append(" #").append(call));
    return label
        + (ended == null ? "" : " " + seconds(started, ended))
        + calls
        + (action.calls().size() > 3 ? "..." : "");
  }

  private String bar(ActionTrace action, @Nullable Instant released) {
    var started = action.started();
    return started == null ? "" : bar(started, action.ended(), released, action.outcome(), '#');
  }

  private String bar(
      Instant from,
      @Nullable Instant to,
      @Nullable Instant released,
      TraceOutcome outcome,
      char sign) {
    int first = column(from);
    int last = to == null ? width : Math.max(column(to), first);
    int late = released == null ? width : column(released);
    var bar = new StringBuilder("|");
    for (int column = 0; column < width; column++) {
      boolean inside = column >= first && column < last;
      bar.append(inside ? (column < late ? sign : '-') : ' ');
    }
    bar.append('|');
    endSign(bar, first, last, to == null, outcome);
    return bar.toString();
  }

  private void endSign(StringBuilder bar, int first, int last, boolean runs, TraceOutcome outcome) {
    char sign =
        runs
            ? '>'
            : switch (outcome) {
              case FAILED -> '!';
              case CANCELLED -> 'x';
              case RUNNING, COMPLETED, STOPPED, HANDLED, SKIPPED, DISABLED, NOT_REACHED -> ' ';
            };
    int place = last + 1;
    if (sign != ' ') {
      bar.setCharAt(place, sign);
    } else if (first == last) {
      bar.setCharAt(first + 1, '.');
    }
  }

  private int column(Instant at) {
    long whole = Duration.between(trace.started(), end).toNanos();
    long part = Duration.between(trace.started(), at).toNanos();
    return whole == 0 ? 0 : (int) Math.min(width, Math.round((double) part * width / whole));
  }

  private static Instant endOf(RuleTrace trace) {
    var latest = trace.ended() == null ? trace.started() : trace.ended();
    for (var action : trace.actions()) {
      var ended = action.ended() == null ? action.started() : action.ended();
      latest = ended != null && ended.isAfter(latest) ? ended : latest;
    }
    return latest;
  }

  private static String seconds(Instant from, Instant to) {
    var millis = BigDecimal.valueOf(Duration.between(from, to).toMillis(), 3);
    return millis.stripTrailingZeros().toPlainString() + " s";
  }

  private static String text(TraceOutcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String cut(String text) {
    return text.length() <= LABEL_MAX ? text : text.substring(0, LABEL_MAX - 3) + "...";
  }
}
