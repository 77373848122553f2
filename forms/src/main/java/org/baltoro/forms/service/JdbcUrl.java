package org.baltoro.forms.service;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the URL of a database may say in a document. Drivers take much by it that is no address:
 * users and passwords, other hosts, classes to load, files and statements to run. So only
 * parameters pass of which it is known that they do none of this.
 */
public final class JdbcUrl {
  /** Names of parameters, in lower case. */
  private static final List<String> PARAMETERS =
      List.of(
          "applicationname",
          "connecttimeout",
          "currentschema",
          "database",
          "databasename",
          "encrypt",
          "logintimeout",
          "sockettimeout",
          "ssl",
          "sslmode",
          "tcpkeepalive",
          "usessl");

  private static final Pattern SHAPE = Pattern.compile("jdbc:[a-z0-9]+:[^\\s\\p{Cntrl}]+");
  private static final Pattern STEPS = Pattern.compile("(^|[/\\\\:])\\.\\.([/\\\\]|$)");

  private JdbcUrl() {}

  /** What is wrong with it, never with what may be a secret; null: nothing. */
  public static @Nullable String fault(String url) {
    if (!SHAPE.matcher(url).matches()) {
      return "no URL as in jdbc:postgresql://host/database";
    }
    if (url.indexOf('@') >= 0) {
      return "a URL with an @ in it, which may be a user or a password";
    }
    if (STEPS.matcher(address(url)).find()) {
      return "a URL with '..' in it";
    }
    for (var parameter : parameters(url)) {
      var name = parameter.split("=", 2)[0];
      if (!PARAMETERS.contains(name.toLowerCase(Locale.ROOT))) {
        return "the parameter '%s' in the URL".formatted(cut(name));
      }
    }
    return null;
  }

  /** What is expected, for messages. */
  public static String expected() {
    return "a URL as in jdbc:postgresql://host/database, without a user, and with no parameters but"
        + " "
        + String.join(", ", PARAMETERS);
  }

  /** The URL without its parameters. */
  public static String address(String url) {
    return url.split("[?;]", 2)[0];
  }

  /**
   * True if it begins with one of these, and goes on at a boundary: {@code jdbc:postgresql://db}
   * lets {@code jdbc:postgresql://db/shop} pass, and not {@code jdbc:postgresql://db.evil/shop}.
   */
  public static boolean isWithin(String url, List<String> beginnings) {
    var address = address(url);
    return beginnings.stream().anyMatch(beginning -> isWithin(address, beginning));
  }

  private static boolean isWithin(String address, String beginning) {
    if (!address.startsWith(beginning)) {
      return false;
    }
    boolean ends = beginning.endsWith("/") || beginning.endsWith(":");
    return ends
        || address.length() == beginning.length()
        || address.charAt(beginning.length()) == '/';
  }

  private static List<String> parameters(String url) {
    int begin = address(url).length();
    return begin >= url.length()
        ? List.of()
        : java.util.Arrays.stream(url.substring(begin + 1).split("[?&;]", -1))
            .filter(parameter -> !parameter.isEmpty())
            .toList();
  }

  private static String cut(String name) {
    return name.length() <= 40 ? name : name.substring(0, 40) + "...";
  }
}
