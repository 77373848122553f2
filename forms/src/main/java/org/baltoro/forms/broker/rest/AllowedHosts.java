package org.baltoro.forms.broker.rest;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where calls may go: who writes a description is not the server's administrator. A host that is
 * not named is not called, nor followed to by a redirect.
 *
 * @param names as in {@code finance.example}, {@code *.example}, {@code 10.1.2.3} or {@code
 *     localhost:8080}
 */
public record AllowedHosts(List<String> names) implements AddressRule {
  public AllowedHosts {
    names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  public static AllowedHosts of(String... names) {
    return new AllowedHosts(List.of(names));
  }

  @Override
  public @Nullable String refusal(URI address) {
    return allow(address)
        ? null
        : "an administrator allows hosts; these are " + String.join(", ", names);
  }

  private boolean allow(URI address) {
    var host = address.getHost();
    var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (host == null || !http || address.getRawUserInfo() != null) {
      return false;
    }
    var small = host.toLowerCase(Locale.ROOT);
    int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
    return names.stream()
        .anyMatch(name ->
            name.startsWith("*.")
                ? small.endsWith(name.substring(1))
                : name.equals(small) || name.equals(small + ":" + port));
  }
}
