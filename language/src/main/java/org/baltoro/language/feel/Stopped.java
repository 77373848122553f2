package org.baltoro.language.feel;

/** An evaluation has used up what it may use: it ends here and now, with this as the reason. */
@SuppressWarnings("OverrideThrowableToString") // the engine puts it into its message
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  Stopped(String why) {
    super(why, null, false, false);
  }

  /** The reason alone. */
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
