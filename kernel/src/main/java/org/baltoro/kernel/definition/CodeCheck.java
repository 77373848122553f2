package org.baltoro.kernel.definition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Spans;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.jspecify.annotations.Nullable;

/** Code and how it is run: its configuration, its bounds. */
final class CodeCheck {
  private static final int DEPTH_MAX = 20;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration TIME_LIMIT_MAX = Duration.ofHours(24);
  private static final Duration BACK_OFF_MAX = Duration.ofDays(30);

  private CodeCheck() {}

  /**
   * @param path of what the code belongs to
   */
  static void check(String path, @Nullable CodeRule rule, Findings findings) {
    if (rule == null) {
      return;
    }
    switch (rule.code()) {
      case Code.Handler handler -> findings.name(path + ".handler", "handler", handler.name());
      case Code.CodeBehind code -> {
        if (code.source().isBlank()) {
          findings.error(path + ".code", "nothing", "Java statements, or a handler");
        }
      }
      case Code.Http call -> {} // of server events only, whose check looks at it
      case Code.Worker worker -> {
        findings.name(path + ".worker", "topic", worker.topic());
        if (worker.topic().indexOf('/') >= 0) {
          findings.error(
              path + ".worker", "a topic with '/'", "another character: it is in a path");
        }
      }
    }
    value(path + ".configuration", rule.configuration(), 0, findings);
    within(path + ".timeLimit", rule.timeLimit(), TIME_LIMIT_MAX, "1ms to 24h", findings);
    retry(path + ".retry", rule.retry(), findings);
  }

  private static void retry(String path, RetryPolicy retry, Findings findings) {
    if (retry.attempts() < 1 || retry.attempts() > 100) {
      findings.error(path + ".attempts", String.valueOf(retry.attempts()), "1 to 100");
    }
    if (!(retry.factor() >= 1 && retry.factor() <= 10)) {
      findings.error(path + ".factor", String.valueOf(retry.factor()), "1 to 10");
    }
    if (retry.lostAttempts() < 0 || retry.lostAttempts() > 100) {
      findings.error(path + ".lostAttempts", String.valueOf(retry.lostAttempts()), "0 to 100");
    }
    within(path + ".backOff", retry.backOff(), BACK_OFF_MAX, "1ms to 30d", findings);
    within(path + ".backOffMax", retry.backOffMax(), BACK_OFF_MAX, "1ms to 30d", findings);
    if (retry.backOffMax().compareTo(retry.backOff()) < 0) {
      findings.error(
          path + ".backOffMax",
          Spans.text(retry.backOffMax()),
          "at least the backOff, which is " + Spans.text(retry.backOff()));
    }
  }

  private static void within(
      String path, Duration given, Duration longest, String bounds, Findings findings) {
    if (given.compareTo(SHORTEST) < 0 || given.compareTo(longest) > 0) {
      findings.error(path, Spans.text(given), bounds);
    }
  }

  /** Whether code on any node could read {@code value} back from the store. */
  private static void value(String path, @Nullable Object value, int depth, Findings findings) {
    if (depth > DEPTH_MAX) {
      findings.error(path, "a value within more than 20 others", "at most 20 levels");
      return;
    }
    switch (value) {
      case String text -> {}
      case Boolean truth -> {}
      case Integer number -> {}
      case Long number -> {}
      case BigInteger number -> {}
      case BigDecimal number -> {}
      case List<?> list -> {
        for (int place = 0; place < list.size(); place++) {
          value(path + "[" + place + "]", list.get(place), depth + 1, findings);
        }
      }
      case Map<?, ?> map ->
          map.forEach((key, item) -> value(path + "." + key, item, depth + 1, findings));
      case null, default ->
          findings.error(
              path,
              value == null ? "nothing" : "a " + value.getClass().getName(),
              "text, a number, true, false, a list or a mapping");
    }
  }
}
