package org.baltoro.server.cli;

/** Numbers of instances, as the command line takes them: {@code 4711}. */
final class InstanceNumber {
  private InstanceNumber() {}

  static boolean is(String text) {
    return text.matches("[0-9]{1,16}");
  }

  /**
   * The number.
   *
   * @throws UsageException saying what a number looks like
   */
  static long parse(String text) {
    if (is(text)) {
      return Long.parseLong(text);
    }
    throw new UsageException(wrong(text));
  }

  /** What is wrong with a text that is no number, and the mend. */
  static String wrong(String text) {
    return text.matches("[0-9]{1,16}_[0-9]+")
        ? "'%s' is the serial number of a piece of work: its instance is %s."
            .formatted(text, text.substring(0, text.indexOf('_')))
        : "'%s' is no number of an instance: they look like 4711, and 'baltoro instances' lists them."
            .formatted(text);
  }
}
