package org.baltoro.kernel.definition;

/** The lines out of an activity, one by one. */
final class LineCheck {
  private static final int LINES_MAX = 1_000;

  private LineCheck() {}

  static void check(ProcessDefinition definition, ActivityDefinition activity, Findings findings) {
    var path = "activities." + activity.name() + ".lines";
    if (activity.lines().size() > LINES_MAX) {
      findings.error(path, activity.lines().size() + " lines", "at most " + LINES_MAX);
      return;
    }
    int otherwise = -1;
    for (int place = 0; place < activity.lines().size(); place++) {
      var line = activity.lines().get(place);
      var linePath = path + "[" + place + "]";
      if (!line.name().isEmpty()) {
        findings.name(linePath + ".name", "line", line.name());
      }
      target(definition, line, linePath, findings);
      rule(line, linePath, findings);
      if (line.otherwise() && otherwise >= 0) {
        findings.error(
            linePath + ".otherwise",
            "a second 'otherwise' line out of '%s'".formatted(activity.name()),
            "at most one: lines[%d] is one already".formatted(otherwise));
      } else if (line.otherwise()) {
        otherwise = place;
      }
    }
    if (otherwise >= 0) {
      unused(activity, path, otherwise, findings);
    }
  }

  private static void target(
      ProcessDefinition definition, LineDefinition line, String path, Findings findings) {
    if (!definition.activities().containsKey(line.to())) {
      findings.unknown(
          path + ".to",
          line.to().isEmpty()
              ? "nothing"
              : "the activity '%s', which does not exist".formatted(Findings.shortened(line.to())),
          line.to(),
          definition.activities().keySet());
    }
  }

  private static void rule(LineDefinition line, String path, Findings findings) {
    if (line.rule() == null) {
      return;
    }
    if (line.otherwise()) {
      findings.error(
          path + ".when",
          "a rule on an 'otherwise' line",
          "one of the two: an 'otherwise' line is followed when no other is true");
    } else if (line.rule().text().isBlank()) {
      findings.error(path + ".when", "nothing", "an expression, or no rule: absent is true");
    }
  }

  private static void unused(
      ActivityDefinition activity, String path, int otherwise, Findings findings) {
    for (int place = 0; place < activity.lines().size(); place++) {
      var line = activity.lines().get(place);
      if (!line.otherwise() && line.rule() == null) {
        findings.warning(
            path + "[" + otherwise + "].otherwise",
            "an 'otherwise' that is never followed: lines[%d] has no rule, so it is always true"
                .formatted(place),
            "a rule on that line");
        return;
      }
    }
  }
}
