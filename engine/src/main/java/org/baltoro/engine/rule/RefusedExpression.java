package org.baltoro.engine.rule;

/** An expression can't be used. Carries the problem to whoever asked. */
final class RefusedExpression extends Exception {
  private static final long serialVersionUID = 1;

  private final transient RuleProblem problem;

  RefusedExpression(RuleProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  RuleProblem problem() {
    return problem;
  }
}
