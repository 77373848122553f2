package org.baltoro.kernel.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.baltoro.kernel.definition.HttpCall.Body;

/** An HTTP call: method, headers, credential, and where the response goes. */
final class HttpCallCheck {
  private static final Set<String> METHODS =
      new TreeSet<>(List.of("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"));
  private static final Set<String> WITHOUT_BODY = new TreeSet<>(List.of("GET", "HEAD"));

  /** What the call says itself, or what would change how the message is read. */
  private static final Set<String> OWN_HEADERS =
      new TreeSet<>(
          List.of(
              "authorization",
              "connection",
              "content-length",
              "expect",
              "host",
              "idempotency-key",
              "transfer-encoding",
              "upgrade"));

  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final int ENTRIES_MAX = 500;
  private static final int DEPTH_MAX = 20;

  private HttpCallCheck() {}

  /**
   * @param path of the call
   * @param fields of the process and the activity
   */
  static void check(
      String path, HttpCall call, List<DataFieldDefinition> fields, Findings findings) {
    if (!METHODS.contains(call.method())) {
      findings.unknown(
          path + ".method", "'" + Findings.shortened(call.method()) + "'", call.method(), METHODS);
    }
    if (call.url().isBlank()) {
      findings.error(path + ".url", "nothing", "an address as in https://finance.example/payments");
    }
    headers(path, call, findings);
    body(path, call, findings);
    if (call.credential() != null && !CREDENTIAL.matcher(call.credential()).matches()) {
      findings.error(
          path + ".credential",
          "'%s'".formatted(Findings.shortened(call.credential())),
          "the name of a credential that the server knows: letters, digits, '.', '-' and '_'");
    }
    receive(path + ".receive", call, fields, findings);
  }

  private static void headers(String path, HttpCall call, Findings findings) {
    call.headers()
        .forEach((name, value) -> {
          var headerPath = path + ".headers." + name;
          if (!HEADER.matcher(name).matches()) {
            findings.error(headerPath, "a header of this name", "the name of an HTTP header");
          } else if (OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            findings.error(
                headerPath,
                "the header '%s', which the call has of its own".formatted(name),
                name.equalsIgnoreCase("authorization")
                    ? "credential: <the name of one that the server knows>"
                    : "another header");
          }
        });
  }

  private static void body(String path, HttpCall call, Findings findings) {
    if (call.body() == null) {
      return;
    }
    if (WITHOUT_BODY.contains(call.method())) {
      findings.error(
          path + ".body", "a body in a " + call.method(), "none, or another method as in POST");
    }
    var open = new ArrayList<Body>(List.of(call.body()));
    int depth = 0;
    int entries = 0;
    while (!open.isEmpty()) {
      var inner = new ArrayList<Body>();
      for (var body : open) {
        entries++;
        switch (body) {
          case Body.Value value -> {}
          case Body.Members members -> inner.addAll(members.members().values());
          case Body.Items items -> inner.addAll(items.items());
        }
      }
      if (++depth > DEPTH_MAX || entries > ENTRIES_MAX) {
        findings.error(
            path + ".body",
            "more than %d values or %d levels".formatted(ENTRIES_MAX, DEPTH_MAX),
            "a smaller body, or one data field of type json that holds it");
        return;
      }
      open = inner;
    }
  }

  private static void receive(
      String path, HttpCall call, List<DataFieldDefinition> fields, Findings findings) {
    var names = fields.stream().map(DataFieldDefinition::name).toList();
    for (var name : call.receive().keySet()) {
      if (!names.contains(name)) {
        findings.unknown(
            path + "." + name,
            "the data field '%s', which there is not".formatted(Findings.shortened(name)),
            name,
            names);
      }
    }
  }
}
