package org.baltoro.language.feel;

import java.time.ZoneId;
import org.camunda.feel.syntaxtree.Val;

/**
 * A value that was made ready for expressions: for one that is large, and read by many evaluations.
 * A scope gives it in place of the value.
 */
public final class ReadyValue {
  private final Val value;

  private ReadyValue(Val value) {
    this.value = value;
  }

  /** The value made ready; as it is if no expression takes it, which its evaluation then tells. */
  public static Object of(Object value, ZoneId zone) {
    try {
      return new ReadyValue(FeelValues.of(value, zone));
    } catch (UnusableValue unusable) {
      return value;
    }
  }

  Val value() {
    return value;
  }
}
