package org.baltoro.engine.call;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The secrets that definitions name. They are the server's: no definition, journal or log. */
public final class Credentials {
  public static final Credentials NONE = new Credentials(Map.of());

  /** The shape of one, for messages. */
  public static final String SHAPE =
      "<https://its-host> bearer <token>, or <https://its-host> basic <user>:<password>";

  private final SequencedMap<String, Credential> byName = new LinkedHashMap<>();

  private Credentials(Map<String, Credential> byName) {
    this.byName.putAll(byName);
  }

  /**
   * One of them.
   *
   * @param address where it may be sent: the beginning of the addresses, up to the host at least
   * @param header the value of the header Authorization
   * @param secrets what no message may hold
   */
  public record Credential(String address, String header, List<String> secrets) {
    public boolean isFor(String url) {
      return url.equals(address)
          || (url.startsWith(address)
              && (address.endsWith("/") || "/?#".indexOf(url.charAt(address.length())) >= 0));
    }

    /** The text without the secret. */
    String hidden(String text) {
      var shown = text;
      for (var secret : secrets) {
        shown = shown.replace(secret, "***");
      }
      return shown;
    }

    @Override
    public String toString() {
      return "a credential for " + address;
    }
  }

  /**
   * Reads them by name.
   *
   * @param texts each of the {@link #SHAPE}
   * @throws IllegalArgumentException naming what is malformed, never its secret
   */
  public static Credentials of(Map<String, String> texts) {
    var read = new LinkedHashMap<String, Credential>();
    texts.forEach((name, text) -> read.put(key(name), parsed(name, text)));
    return new Credentials(read);
  }

  /** The one of that name; null if there is none. For what calls besides definitions. */
  public @Nullable Credential named(String name) {
    return byName.get(key(name));
  }

  /** Case and the characters that a variable's name can't have make no difference. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  private static Credential parsed(String name, String text) {
    var words = text.strip().split("\\s+", 3);
    if (words.length == 3 && words[0].matches("https?://[^/?#@]+(/.*)?")) {
      var address = words[0];
      var secret = words[2];
      switch (words[1].toLowerCase(Locale.ROOT)) {
        case "bearer" -> {
          return new Credential(address, "Bearer " + secret, List.of(secret));
        }
        case "basic" -> {
          var encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
          var password = secret.substring(secret.indexOf(':') + 1);
          return new Credential(address, "Basic " + encoded, List.of(encoded, secret, password));
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException(
        "The credential '%s' can't be read: give %s.".formatted(name, SHAPE));
  }
}
