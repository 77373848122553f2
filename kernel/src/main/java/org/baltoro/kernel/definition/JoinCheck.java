package org.baltoro.kernel.definition;

/** Joins, against the lines that lead to them. */
final class JoinCheck {
  private JoinCheck() {}

  static void check(ProcessDefinition definition, Findings findings) {
    for (var activity : definition.activities().values()) {
      var join = activity.join();
      if (join == null) {
        continue;
      }
      int incoming = definition.incoming(activity.name()).size();
      var path = "activities." + activity.name() + ".join";
      if (join.required() < JoinDefinition.ACTIVE) {
        findings.error(
            path + ".required", String.valueOf(join.required()), "1 or more, all, or active");
      } else if (join.required() > incoming) {
        findings.error(
            path + ".required",
            "a join of %d lines".formatted(join.required()),
            "at most %d: so many lines lead to '%s'".formatted(incoming, activity.name()));
      } else if (incoming < 2) {
        findings.warning(
            path,
            incoming == 0 ? "a join that no line leads to" : "a join that a single line leads to",
            "two or more lines to '%s', or no join".formatted(activity.name()));
      }
    }
  }
}
