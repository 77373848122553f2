package org.baltoro.forms.session;

/** A text that lets a pattern look at its characters so often and no more: some never end. */
final class Patience implements CharSequence {
  private static final int LOOKS_MAX = 1_000_000;

  private final CharSequence text;
  private int looks;

  Patience(CharSequence text) {
    this.text = text;
  }

  /** The pattern has not come to an end. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lost() {
      super("The pattern takes too long.", null, false, false);
    }
  }

  @Override
  public char charAt(int index) {
    if (++looks > LOOKS_MAX) {
      throw new Lost();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
