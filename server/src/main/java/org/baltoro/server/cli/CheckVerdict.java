package org.baltoro.server.cli;

import java.util.List;
import org.baltoro.api.DefinitionProblem;

/** What a check comes to, in one sentence. */
final class CheckVerdict {
  private CheckVerdict() {}

  /** True if what was checked may be deployed. */
  static boolean isGood(List<DefinitionProblem> problems) {
    return problems.stream().allMatch(DefinitionProblem::warning);
  }

  /**
   * @param what was checked, as it begins the sentence
   * @param good what is said of it if nothing was found, as in "is good"
   */
  static String of(String what, String good, List<DefinitionProblem> problems) {
    if (problems.isEmpty()) {
      return "%s %s.".formatted(what, good);
    }
    long errors = problems.stream().filter(problem -> !problem.warning()).count();
    long warnings = problems.size() - errors;
    return errors == 0
        ? "%s may be deployed, with %s.".formatted(what, count(warnings, "warning"))
        : "%s can't be deployed: %s%s."
            .formatted(
                what,
                count(errors, "problem"),
                warnings == 0 ? "" : ", " + count(warnings, "warning"));
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
