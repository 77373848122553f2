package org.baltoro.engine.deploy;

import org.baltoro.kernel.definition.HttpCall;
import org.baltoro.kernel.definition.HttpCall.Body;
import org.baltoro.language.yaml.YamlText;

/** Writes an HTTP call as the file has it. */
final class HttpCallWriter {
  private final StringBuilder text;

  private HttpCallWriter(StringBuilder text) {
    this.text = text;
  }

  static void write(StringBuilder text, int indentation, HttpCall call) {
    new HttpCallWriter(text).call(indentation, call);
  }

  private void call(int indentation, HttpCall call) {
    open(indentation, "http");
    int inner = indentation + 2;
    if (!call.method().equals(HttpCall.DEFAULT_METHOD)) {
      key(inner, "method", call.method());
    }
    key(inner, "url", YamlText.quoted(call.url()));
    if (!call.headers().isEmpty()) {
      open(inner, "headers");
    }
    call.headers()
        .forEach((name, value) -> key(inner + 2, YamlText.quoted(name), YamlText.quoted(value)));
    if (call.body() != null) {
      key(inner, "body", body(call.body()));
    }
    if (call.credential() != null) {
      key(inner, "credential", YamlText.quoted(call.credential()));
    }
    if (!call.receive().isEmpty()) {
      open(inner, "receive");
    }
    call.receive()
        .forEach((field, expression) ->
            key(inner + 2, YamlText.quoted(field), YamlText.quoted(expression.text())));
    if (!call.success().equals(HttpCall.DEFAULT_SUCCESS)) {
      key(inner, "success", YamlText.quoted(call.success().text()));
    }
    if (call.asynchronous()) {
      key(indentation, "asynchronous", "true");
    }
  }

  private static String body(Body body) {
    return switch (body) {
      case Body.Value(var expression) -> YamlText.quoted(expression.text());
      case Body.Members(var members) -> {
        var parts = new java.util.StringJoiner(", ", "{ ", " }").setEmptyValue("{}");
        members.forEach((name, member) -> parts.add(YamlText.quoted(name) + ": " + body(member)));
        yield parts.toString();
      }
      case Body.Items(var items) -> {
        var parts = new java.util.StringJoiner(", ", "[", "]");
        items.forEach(item -> parts.add(body(item)));
        yield parts.toString();
      }
    };
  }

  private void open(int indentation, String key) {
    text.append(" ".repeat(indentation)).append(key).append(":\n");
  }

  private void key(int indentation, String key, String value) {
    text.append(" ".repeat(indentation)).append(key).append(": ").append(value).append('\n');
  }
}
