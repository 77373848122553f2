package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.code.CodeContext;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Escalation.Repeat;
import org.baltoro.kernel.definition.Expression;
import org.jspecify.annotations.Nullable;

/**
 * An escalation that is built in Java: when it is due, and one action.
 *
 * @param <C> what its code is given
 * @param <B> the builder itself
 */
public abstract sealed class EscalationBuilder<
        C extends CodeContext, B extends EscalationBuilder<C, B>>
    extends CodeBuilder<C, B> permits ProcessEscalationBuilder, ActivityEscalationBuilder {
  private final String name;
  private final DueBuilder due = new DueBuilder();
  private final List<Action> actions = new ArrayList<>();
  private @Nullable Repeat repeat;

  EscalationBuilder(Lambdas lambdas, CodePlace place, Class<C> context) {
    super(lambdas, place, context);
    this.name = place.name();
  }

  /** A date, or a date and time, in FEEL. */
  public B at(String expression) {
    due.at(expression);
    return self();
  }

  /** This long after {@link #at}, or after it has begun; negative only with {@link #at}. */
  public B after(Duration offset) {
    due.after(offset);
    return self();
  }

  /** Only these hours of the process count. */
  public B workingHours(String hours) {
    due.workingHours(hours);
    return self();
  }

  /**
   * Further rounds after the first.
   *
   * @param every 1 s or more
   * @param count 1 to 9,999
   */
  public B repeat(Duration every, int count) {
    repeat = new Repeat(every, count);
    return self();
  }

  /**
   * Sends a mail.
   *
   * @param subject FEEL that gives text
   * @param body FEEL that gives text
   * @param to addresses, users or {@code originator}
   */
  public B mail(String subject, String body, String... to) {
    return act(new Action.Mail(List.of(to), new Expression(subject), new Expression(body)));
  }

  final B act(Action action) {
    actions.add(action);
    return self();
  }

  Escalation build() {
    var code = code();
    if (code != null) {
      actions.add(new Action.RunCode(code));
    }
    if (actions.size() != 1) {
      throw new IllegalArgumentException(
          "Escalation '%s' has %d actions: give it exactly one.".formatted(name, actions.size()));
    }
    return new Escalation(name, due.build(), repeat, actions.getFirst());
  }
}
