package org.baltoro.engine.deploy;

import java.time.Duration;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.StartRule;
import org.jspecify.annotations.Nullable;

/** When something is due. Without anything said it is due at once. */
public final class DueBuilder {
  private @Nullable Expression at;
  private Duration after = Duration.ZERO;
  private @Nullable String workingHours;
  private boolean given;

  DueBuilder() {}

  /** A date, or a date and time, in FEEL. */
  public DueBuilder at(String expression) {
    at = new Expression(expression);
    given = true;
    return this;
  }

  /** This long after {@link #at}, or after it has begun; negative only with {@link #at}. */
  public DueBuilder after(Duration offset) {
    after = offset;
    given = true;
    return this;
  }

  /** Only these hours of the process count. */
  public DueBuilder workingHours(String name) {
    workingHours = name;
    given = true;
    return this;
  }

  boolean isGiven() {
    return given;
  }

  Due build() {
    return new Due(at, after, workingHours);
  }

  StartRule startRule() {
    return new StartRule(build(), null);
  }
}
