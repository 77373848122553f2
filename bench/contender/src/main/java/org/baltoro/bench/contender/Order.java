package org.baltoro.bench.contender;

import java.math.BigDecimal;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The data that every instance carries.
 *
 * @param number its own
 * @param amount for the rules: below and above what they compare it with
 */
public record Order(String number, BigDecimal amount, String supplier, int quantity) {
  /** What a number looks like, as a regular expression. */
  public static final String NUMBER_PATTERN = "PO-[0-9]+";

  private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis());

  /** One with a number that none had before. */
  public static Order next() {
    var random = ThreadLocalRandom.current();
    return new Order(
        "PO-" + NUMBERS.incrementAndGet(),
        BigDecimal.valueOf(random.nextLong(200_000), 2),
        "Hansen & Sons, Hamburg",
        random.nextInt(100));
  }

  /** What people call it. */
  public String folio() {
    return "Order " + number + " of Hansen";
  }
}
