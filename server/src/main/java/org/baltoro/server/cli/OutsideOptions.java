package org.baltoro.server.cli;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.baltoro.engine.call.CallRules;
import org.baltoro.engine.call.Credentials;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server's HTTP calls may go, with which secrets, and where others reach the server. */
final class OutsideOptions {
  private static final String VARIABLE = "BALTORO_CREDENTIAL_";

  @Option(
      names = "--public-address",
      paramLabel = "URL",
      description =
          "Where others reach this server, as in https://workflow.example.com: callback addresses"
              + " begin with it. Default: http://localhost and the port.")
  private @Nullable URI publicAddress;

  @Option(
      names = "--http-call-hosts",
      paramLabel = "HOST",
      split = ",",
      description =
          "The hosts that HTTP calls of definitions may go to, as in"
              + " finance.example,*.internal.example,10.0.0.7:8080. Default: every public address,"
              + " no private one.")
  private List<String> hosts = List.of();

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description =
          "Secrets for HTTP calls, a line each: <name>=<https://its-host> bearer <token>, or basic"
              + " <user>:<password>. $BALTORO_CREDENTIAL_<NAME> adds one.")
  private @Nullable Path credentials;

  @Nullable URI publicAddress() {
    if (publicAddress != null
        && (publicAddress.getHost() == null
            || publicAddress.getRawQuery() != null
            || !String.valueOf(publicAddress.getScheme()).matches("https?"))) {
      throw new UsageException(
          "--public-address is '%s': give one as in https://workflow.example.com."
              .formatted(publicAddress));
    }
    return publicAddress;
  }

  CallRules callRules() {
    return new CallRules(hosts, CallRules.PUBLIC_ADDRESSES.responseBytesMax());
  }

  /**
   * @throws UsageException naming what can't be read, never a secret
   */
  Credentials credentials(Map<String, String> environment) {
    var texts = new LinkedHashMap<String, String>();
    if (credentials != null) {
      var lines = new Properties();
      try {
        // A backslash in a secret is one.
        lines.load(new StringReader(Files.readString(credentials).replace("\\", "\\\\")));
      } catch (IOException unreadable) {
        throw new UsageException(
            "--credentials: %s can't be read: %s.".formatted(credentials, unreadable));
      }
      for (var name : new TreeSet<>(lines.stringPropertyNames())) {
        texts.put(name, lines.getProperty(name));
      }
    }
    for (var name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(VARIABLE)) {
        texts.put(name.substring(VARIABLE.length()), environment.get(name));
      }
    }
    try {
      return Credentials.of(texts);
    } catch (IllegalArgumentException malformed) {
      throw new UsageException(String.valueOf(malformed.getMessage()));
    }
  }
}
