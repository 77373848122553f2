package org.baltoro.forms.broker.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The secrets that descriptions name. */
@FunctionalInterface
public interface Credentials {
  Credentials NONE = name -> null;

  /** The one of that name; null if there is none. */
  @Nullable Credential find(String name);

  /**
   * What proves who calls.
   *
   * @param address where it may be sent: the beginning of addresses, up to the host at least
   * @param header for example {@code Authorization}
   * @param value of the header
   * @param secrets what no message may hold
   */
  record Credential(String address, String header, String value, List<String> secrets) {
    public Credential {
      secrets = List.copyOf(secrets);
    }

    /** A token that its bearer shows. */
    public static Credential bearer(String address, String token) {
      return new Credential(address, "Authorization", "Bearer " + token, List.of(token));
    }

    boolean isFor(String url) {
      return url.equals(address)
          || (url.startsWith(address)
              && (address.endsWith("/") || "/?#".indexOf(url.charAt(address.length())) >= 0));
    }

    /** The text without the secrets. */
    String hidden(String text) {
      var shown = text.replace(value, "***");
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
}
