package org.baltoro.language.feel;

/**
 * A text that counts how often its characters are read, and stops the evaluation: a pattern like
 * {@code (a|aa)+\1} could read them for years.
 */
final class LimitedText implements CharSequence {
  private final String text;
  private final Budget budget;

  LimitedText(String text, Budget budget) {
    this.text = text;
    this.budget = budget;
  }

  /** How many characters may still be read, in all texts that share it. */
  static final class Budget {
    static final long READS_MAX = 5_000_000;

    private long reads;

    private void spend() {
      if (++reads > READS_MAX) {
        throw new Stopped("a pattern takes too long on its text");
      }
    }
  }

  @Override
  public char charAt(int index) {
    budget.spend();
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new LimitedText(text.substring(start, end), budget);
  }

  @Override
  public String toString() {
    return text;
  }
}
