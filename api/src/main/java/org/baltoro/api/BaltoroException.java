package org.baltoro.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server refused or failed. {@link #problem} is for programs, the message for people: what, why
 * and the mend.
 */
public final class BaltoroException extends RuntimeException {
  private final Problem problem;
  private final transient Map<String, Object> details;
  private final transient List<DefinitionProblem> definitionProblems;

  public BaltoroException(Problem problem, String message) {
    this(problem, message, Map.of());
  }

  public BaltoroException(Problem problem, String message, Map<String, Object> details) {
    this(problem, message, details, List.of());
  }

  public BaltoroException(
      Problem problem,
      String message,
      Map<String, Object> details,
      List<DefinitionProblem> definitionProblems) {
    super(message);
    this.problem = problem;
    this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    this.definitionProblems = List.copyOf(definitionProblems);
  }

  public Problem problem() {
    return problem;
  }

  /**
   * Facts for programs, for example {@code by} and {@code at} of {@link Problem#ALREADY_FINISHED}.
   */
  public Map<String, Object> details() {
    return details;
  }

  /** For {@link Problem#INVALID_DEFINITION}: all that is wrong. */
  public List<DefinitionProblem> definitionProblems() {
    return definitionProblems;
  }
}
