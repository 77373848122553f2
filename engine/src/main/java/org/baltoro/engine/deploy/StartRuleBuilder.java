package org.baltoro.engine.deploy;

import java.time.Duration;
import org.baltoro.api.code.ProcessStartRuleContext;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.kernel.definition.StartRule;

/** The start rule of a process: it waits until it is due, then runs its code. */
public final class StartRuleBuilder extends CodeBuilder<ProcessStartRuleContext, StartRuleBuilder> {
  private final DueBuilder due = new DueBuilder();

  StartRuleBuilder(Lambdas lambdas) {
    super(lambdas, CodePlace.startRule(), ProcessStartRuleContext.class);
  }

  @Override
  StartRuleBuilder self() {
    return this;
  }

  /** A date, or a date and time, in FEEL. */
  public StartRuleBuilder at(String expression) {
    due.at(expression);
    return this;
  }

  /** This long after {@link #at}, or after the start; negative only with {@link #at}. */
  public StartRuleBuilder after(Duration offset) {
    due.after(offset);
    return this;
  }

  /** Only these hours count. */
  public StartRuleBuilder workingHours(String name) {
    due.workingHours(name);
    return this;
  }

  StartRule build() {
    var code = code();
    return new StartRule(due.isGiven() || code == null ? due.build() : null, code);
  }
}
