package org.baltoro.kernel.definition;

/**
 * How arrivals at an activity are counted.
 *
 * @param required how many incoming lines must have arrived; {@link #ALL} for all of them
 * @param surplus what becomes of arrivals beyond
 */
public record JoinDefinition(int required, Surplus surplus) {

  /** Every incoming line. */
  public static final int ALL = 0;

  /** What becomes of arrivals beyond what the join needs. */
  public enum Surplus {
    /** They are dropped; after each incoming line has arrived once the join begins anew. */
    SWALLOW,
    /** They are kept and counted for the next pass. */
    NEW_PASS
  }

  /** One arrival from each incoming line; further ones count for the next pass. */
  public static JoinDefinition all() {
    return new JoinDefinition(ALL, Surplus.NEW_PASS);
  }

  /** The first arrival passes, those from the other lines are swallowed. */
  public static JoinDefinition any() {
    return new JoinDefinition(1, Surplus.SWALLOW);
  }

  /** Arrivals from {@code lines} different lines pass once, the rest are swallowed. */
  public static JoinDefinition count(int lines) {
    return new JoinDefinition(lines, Surplus.SWALLOW);
  }

  public int requiredOf(int incomingLines) {
    return required == ALL ? incomingLines : required;
  }
}
