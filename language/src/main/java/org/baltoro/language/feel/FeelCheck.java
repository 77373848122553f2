package org.baltoro.language.feel;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.feel.syntaxtree.Exp;

/**
 * Checks an expression before anybody meets it: its syntax, the names and functions that it uses,
 * and types that can't go together. What passes may still fail on a value, as when a field is
 * empty.
 */
public final class FeelCheck {
  /** Words of the language: a field of this name can't be reached. */
  private static final Set<String> RESERVED =
      new TreeSet<>(
          List.of(
              "and",
              "or",
              "not",
              "in",
              "between",
              "if",
              "then",
              "else",
              "for",
              "return",
              "some",
              "every",
              "satisfies",
              "instance",
              "of",
              "function",
              "external",
              "true",
              "false",
              "null",
              "item",
              "partial",
              "cellInput"));

  private FeelCheck() {}

  /** Words that mean something else in an expression. */
  public static Collection<String> reservedWords() {
    return java.util.Collections.unmodifiableSet(RESERVED);
  }

  /** What is wrong with {@code text}; empty when nothing is. */
  public static List<ExpressionProblem> check(String text, Names names, Expected expected) {
    try {
      Exp tree = FeelReader.read(text);
      var problems = TypeCheck.problems(text, tree, names, expected);
      if (problems.isEmpty()) {
        Preparation.of(text, tree);
      }
      return problems;
    } catch (RefusedExpression refused) {
      return List.of(refused.problem());
    }
  }

  /** What is wrong with {@code text} whatever names there are where it is evaluated. */
  public static List<ExpressionProblem> checkForm(String text) {
    try {
      Preparation.of(text);
      return List.of();
    } catch (RefusedExpression refused) {
      return List.of(refused.problem());
    }
  }
}
