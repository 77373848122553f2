package org.baltoro.language.yaml;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Tells whether two files say the same. */
public final class ContentHash {
  private ContentHash() {}

  /**
   * SHA-256 in hexadecimal of {@code source} without what editors and version control change: the
   * kind of line ends, blanks at the ends of lines, empty lines at the end, a byte order mark.
   */
  public static String of(String source) {
    var text = source.startsWith("\uFEFF") ? source.substring(1) : source;
    var lines = text.lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(lines.stripTrailing().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256.", impossible);
    }
  }
}
