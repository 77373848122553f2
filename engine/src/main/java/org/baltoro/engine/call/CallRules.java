package org.baltoro.engine.call;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where calls may go, and how much may come back. A definition's author is not the server's
 * administrator: without this, a call could reach what only the server can, as the metadata of its
 * cloud or a database's console.
 *
 * @param hosts names as in {@code finance.example}, {@code *.example}, {@code 10.1.2.3} or {@code
 *     localhost:8080}; empty: every public address. A host that is named may have a private
 *     address, any other may not
 * @param responseBytesMax a longer response fails the call; 1 KB to 64 MB, default 1 MB
 */
public record CallRules(List<String> hosts, int responseBytesMax) {
  public static final CallRules PUBLIC_ADDRESSES = new CallRules(List.of(), 1 << 20);

  /** Parts of a path that a server takes for steps up, as they are or encoded. */
  private static final Pattern STEPS = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}(/|$)");

  public CallRules {
    hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  public static CallRules hosts(String... names) {
    return new CallRules(List.of(names), PUBLIC_ADDRESSES.responseBytesMax);
  }

  /** Why an address may not be called; empty: it may. For what calls besides definitions. */
  public Optional<String> refusal(URI address) {
    try {
      admit(address);
      return Optional.empty();
    } catch (CallFailed refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  /** Lets an address pass, or says why not. */
  void admit(URI address) throws CallFailed {
    var host = address.getHost();
    var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (host == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new CallFailed("it is no address as in https://host/path");
    }
    if (address.getRawUserInfo() != null) {
      throw new CallFailed("it has a user in it: name a credential instead");
    }
    if (STEPS.matcher(address.getRawPath()).find()) {
      throw new CallFailed("its path has '.' or '..' in it, which would lead somewhere else");
    }
    boolean named = isNamed(host.toLowerCase(Locale.ROOT), port(address, scheme));
    if (!named && !hosts.isEmpty()) {
      throw new CallFailed(
          "this server calls %s only: an administrator adds hosts with --http-call-hosts"
              .formatted(String.join(", ", hosts)));
    }
    if (!named) {
      refusePrivate(host);
    }
  }

  private static int port(URI address, String scheme) {
    return address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
  }

  private boolean isNamed(String host, int port) {
    return hosts.stream()
        .anyMatch(rule ->
            rule.startsWith("*.")
                ? host.endsWith(rule.substring(1))
                : rule.equals(host) || rule.equals(host + ":" + port));
  }

  /**
   * The address that is connected to is looked up again: Java remembers it, for 30 s by default.
   */
  private static void refusePrivate(String host) throws CallFailed {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(host);
    } catch (UnknownHostException unknown) {
      throw new CallFailed("no host '%s' is known".formatted(host));
    }
    for (var address : addresses) {
      if (isPrivate(address)) {
        throw new CallFailed(
            "'%s' is at %s, which is no public address: an administrator allows the host with --http-call-hosts"
                .formatted(host, address.getHostAddress()));
      }
    }
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || switch (address) {
          case Inet4Address four -> isReserved(four.getAddress());
          case Inet6Address six -> isReserved6(six.getAddress());
          default -> true;
        };
  }

  /** "This" network, carriers' networks, protocol assignments, test networks, and what is kept. */
  private static boolean isReserved(byte[] four) {
    int first = four[0] & 0xff;
    int second = four[1] & 0xff;
    return first == 0
        || first >= 240
        || (first == 100 && second >= 64 && second < 128)
        || (first == 192 && second == 0)
        || (first == 198 && (second == 18 || second == 19));
  }

  /** Unique local addresses, and those that carry one of IPv4. */
  private static boolean isReserved6(byte[] six) {
    boolean translated = six[0] == 0 && six[1] == 0x64 && (six[2] & 0xff) == 0xff;
    boolean sixToFour = six[0] == 0x20 && six[1] == 0x02;
    boolean compatible = true;
    for (int place = 0; place < 10; place++) {
      compatible &= six[place] == 0;
    }
    return (six[0] & 0xfe) == 0xfc || translated || sixToFour || compatible;
  }
}
