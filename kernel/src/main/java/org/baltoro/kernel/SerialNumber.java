package org.baltoro.kernel;

/**
 * Names one piece of work: one event instance, for one destination, of one process instance.
 *
 * <p>Text form: two decimal numbers joined by an underscore, for example {@code "4071_12"}; at most
 * 27 characters.
 *
 * @param instance the process instance, 1 or more
 * @param item the item within that instance, 1 or more; never reused
 */
public record SerialNumber(long instance, int item) {

  public SerialNumber {
    if (instance < 1 || item < 1) {
      throw new MalformedSerialNumber(instance + "_" + item);
    }
  }

  /**
   * Reads the text form.
   *
   * @throws MalformedSerialNumber if {@code text} is not two numbers joined by one underscore
   */
  public static SerialNumber parse(String text) {
    int underscore = text.indexOf('_');
    if (underscore < 1 || !text.matches("[0-9]{1,16}_[0-9]{1,10}")) {
      throw new MalformedSerialNumber(text);
    }
    try {
      return new SerialNumber(
          Long.parseLong(text, 0, underscore, 10),
          Integer.parseInt(text, underscore + 1, text.length(), 10));
    } catch (NumberFormatException overflow) {
      throw new MalformedSerialNumber(text);
    }
  }

  @Override
  public String toString() {
    return instance + "_" + item;
  }

  /** The text is no serial number. */
  public static final class MalformedSerialNumber extends IllegalArgumentException {
    MalformedSerialNumber(String text) {
      super(
          "'%s' is no serial number: it is the instance and the item, as in 4711_2."
              .formatted(text));
    }
  }
}
