package org.baltoro.language.feel;

/** An expression can't be used. Carries the problem to whoever asked. */
public final class RefusedExpression extends Exception {
  private static final long serialVersionUID = 1;

  private final transient ExpressionProblem problem;

  RefusedExpression(ExpressionProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public ExpressionProblem problem() {
    return problem;
  }
}
