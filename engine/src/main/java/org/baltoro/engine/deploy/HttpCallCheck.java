package org.baltoro.engine.deploy;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.engine.call.CallValues;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.HttpCall;
import org.baltoro.kernel.definition.HttpCall.Body;
import org.baltoro.language.feel.Expected;
import org.baltoro.language.feel.Template;

/** Checks the expressions of an HTTP call, and that its address can be one. */
final class HttpCallCheck {
  private final Found found;
  private final Map<String, DataType> names;

  private HttpCallCheck(Found found, Map<String, DataType> names) {
    this.found = found;
    this.names = names;
  }

  /** Takes what is checked and what is wrong. */
  interface Found {
    /**
     * @param offset where the expression begins in the text at {@code path}
     */
    void expression(
        String path, int offset, Expression expression, Map<String, DataType> names, Expected type);

    void problem(String path, String what, String expected);
  }

  /**
   * @param fields the data fields that it may use
   */
  static void check(String path, HttpCall call, Map<String, DataType> fields, Found found) {
    var names = new LinkedHashMap<String, DataType>();
    names.put(CallValues.SERIAL_NUMBER, DataType.STRING);
    names.put(CallValues.IDEMPOTENCY_KEY, DataType.STRING);
    names.put(CallValues.CALLBACK_URL, DataType.STRING);
    names.putAll(fields);
    new HttpCallCheck(found, names).call(path, call);
  }

  private void call(String path, HttpCall call) {
    url(path + ".url", call.url());
    call.headers().forEach((name, text) -> template(path + ".headers." + name, text));
    if (call.body() != null) {
      body(path + ".body", call.body());
    }
    var ofResponse = new LinkedHashMap<>(names);
    ofResponse.put(CallValues.RESPONSE, DataType.JSON);
    found.expression(path + ".success", 0, call.success(), ofResponse, Expected.BOOLEAN);
    call.receive()
        .forEach((field, expression) ->
            found.expression(
                path + ".receive." + field, 0, expression, ofResponse, Expected.VALUE));
  }

  private void url(String path, String text) {
    var shape = template(path, text);
    if (shape.isBlank() || text.startsWith("${")) {
      return; // told, or not known before it is called
    }
    try {
      var address = new URI(shape.strip());
      var scheme = String.valueOf(address.getScheme());
      if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
        found.problem(path, "no address", "one as in https://finance.example/payments");
      } else if (address.getRawUserInfo() != null) {
        found.problem(
            path, "an address with a user in it", "credential: <one that the server knows>");
      }
    } catch (java.net.URISyntaxException malformed) {
      found.problem(
          path,
          "no address: " + malformed.getReason(),
          "one as in https://finance.example/payments");
    }
  }

  /** Checks the expressions; gives the text with an x in place of each. */
  private String template(String path, String text) {
    var shape = new StringBuilder();
    try {
      for (var part : Template.of(text).parts()) {
        switch (part) {
          case Template.Part.Text(String literal) -> shape.append(literal);
          case Template.Part.Hole(String expression, int offset) -> {
            found.expression(path, offset, new Expression(expression), names, Expected.VALUE);
            shape.append('x');
          }
        }
      }
    } catch (Template.Unended unended) {
      found.problem(
          path, String.valueOf(unended.getMessage()), "${<expression>}, or $${ for the characters");
      return "";
    }
    return shape.toString();
  }

  private void body(String path, Body body) {
    switch (body) {
      case Body.Value(Expression expression) ->
          found.expression(path, 0, expression, names, Expected.VALUE);
      case Body.Members(var members) ->
          members.forEach((name, member) -> body(path + "." + name, member));
      case Body.Items(var items) -> {
        for (int place = 0; place < items.size(); place++) {
          body(path + "[" + place + "]", items.get(place));
        }
      }
    }
  }
}
