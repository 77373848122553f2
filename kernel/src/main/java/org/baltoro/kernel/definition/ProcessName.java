package org.baltoro.kernel.definition;

/**
 * The full name of a process: folders and name, separated by {@code /}; a backslash, as K2 wrote
 * it, is read as {@code /}. At most 200 characters.
 *
 * @param text for example {@code "Finance/Purchase Order"}
 */
public record ProcessName(String text) implements Comparable<ProcessName> {

  public ProcessName {
    text = text.replace('\\', '/').strip();
    if (text.isEmpty()
        || text.length() > 200
        || text.startsWith("/")
        || text.endsWith("/")
        || text.contains("//")
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "'%s' is no process name: give folder/name, 1 to 200 characters.".formatted(text));
    }
  }

  /** The folders, or "" without one. */
  public String folder() {
    int slash = text.lastIndexOf('/');
    return slash < 0 ? "" : text.substring(0, slash);
  }

  /** The last part. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  @Override
  public int compareTo(ProcessName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
