package org.baltoro.forms.broker.java;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.MethodKind;
import org.jspecify.annotations.Nullable;

/** An object as a user writes one. */
@JavaService("Rates")
public class Rates {

  /** A row. */
  public record Rate(@Key String currency, BigDecimal rate, @Nullable LocalDate day) {}

  /** What an execution gives. */
  public record Converted(BigDecimal amount, String by) {}

  @JavaMethod(MethodKind.READ)
  public Optional<Rate> read(@Required String currency) {
    return currency.equals("EUR")
        ? Optional.of(new Rate("EUR", BigDecimal.ONE, null))
        : Optional.empty();
  }

  @JavaMethod(MethodKind.LIST)
  public List<Rate> list(@Nullable LocalDate day) {
    return List.of(
        new Rate("USD", new BigDecimal("1.10"), day),
        new Rate("CHF", new BigDecimal("0.94"), day),
        new Rate("EUR", BigDecimal.ONE, day));
  }

  @JavaMethod(MethodKind.EXECUTE)
  public Converted convert(@Required String currency, long cents, Caller caller) {
    if (cents < 0) {
      throw new IllegalArgumentException("cents must not be below 0.");
    }
    if (!currency.equals("EUR")) {
      throw new IllegalStateException("password=hidden");
    }
    return new Converted(BigDecimal.valueOf(cents, 2), caller.user());
  }
}
