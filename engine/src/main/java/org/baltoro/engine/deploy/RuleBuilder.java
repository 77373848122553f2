package org.baltoro.engine.deploy;

import org.baltoro.api.code.CodeContext;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.kernel.definition.CodeRule;

/** A finish rule or an exception rule that is built in Java. */
public final class RuleBuilder<C extends CodeContext> extends CodeBuilder<C, RuleBuilder<C>> {
  RuleBuilder(Lambdas lambdas, CodePlace place, Class<C> context) {
    super(lambdas, place, context);
  }

  @Override
  RuleBuilder<C> self() {
    return this;
  }

  CodeRule build() {
    var code = code();
    if (code == null) {
      throw new IllegalArgumentException(
          "The %s has no code: give one of run, handler and source.".formatted(what()));
    }
    return code;
  }
}
