package org.baltoro.kernel.definition;

/**
 * How arrivals at an activity are counted.
 *
 * @param required how many incoming lines must have arrived; {@link #ALL} for all of them, {@link
 *     #ACTIVE} for those that are under way
 * @param surplus what becomes of arrivals beyond
 */
public record JoinDefinition(int required, Surplus surplus) {

  /** Every incoming line. */
  public static final int ALL = 0;

  /** Those lines that something under way may still arrive by. */
  public static final int ACTIVE = -1;

  /** What becomes of arrivals beyond what the join needs. */
  public enum Surplus {
    /** They are dropped; after each incoming line has arrived once the join begins anew. */
    SWALLOW,
    /** They are kept and counted for the next pass. */
    NEW_PASS,
    /**
     * They are kept until each incoming line has arrived once; then they are a pass of their own.
     */
    BLOCK
  }

  /** One arrival from each incoming line; further ones count for the next pass. */
  public static JoinDefinition all() {
    return new JoinDefinition(ALL, Surplus.NEW_PASS);
  }

  /** As soon as nothing under way can arrive any more; further arrivals are a pass of their own. */
  public static JoinDefinition active() {
    return new JoinDefinition(ACTIVE, Surplus.NEW_PASS);
  }

  /** The first arrival passes, those from the other lines are swallowed. */
  public static JoinDefinition any() {
    return new JoinDefinition(1, Surplus.SWALLOW);
  }

  /** Arrivals from {@code lines} different lines pass once, the rest are swallowed. */
  public static JoinDefinition count(int lines) {
    return new JoinDefinition(lines, Surplus.SWALLOW);
  }

  /** One with the surplus that goes without saying. */
  public static JoinDefinition usual(int required) {
    return required > 0 ? count(required) : new JoinDefinition(required, Surplus.NEW_PASS);
  }

  /** How many lines must have arrived; more than there can be where their number does not count. */
  public int requiredOf(int incomingLines) {
    return switch (required) {
      case ALL -> incomingLines;
      case ACTIVE -> Integer.MAX_VALUE;
      default -> required;
    };
  }

  /** True if it waits for what is under way, not for a number of lines. */
  public boolean countsActive() {
    return required == ACTIVE;
  }
}
