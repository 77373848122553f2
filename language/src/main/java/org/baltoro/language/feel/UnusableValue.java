package org.baltoro.language.feel;

/** A value that no expression can use: why, as the rest of a sentence that begins with its name. */
public final class UnusableValue extends Exception {
  private static final long serialVersionUID = 1;

  public UnusableValue(String why) {
    super(why);
  }
}
