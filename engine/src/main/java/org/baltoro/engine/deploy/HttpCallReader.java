package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.HttpCall;
import org.baltoro.kernel.definition.HttpCall.Body;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the HTTP call of a server event. */
final class HttpCallReader {
  private static final List<String> KEYS =
      List.of("method", "url", "headers", "body", "credential", "receive", "success");
  private static final String WHAT = "a mapping with url: <the address>";

  private final Reading reading;
  private final Section call;

  private HttpCallReader(Reading reading, Section call) {
    this.reading = reading;
    this.call = call;
  }

  static HttpCall read(Reading reading, Part part, boolean asynchronous) {
    var section = Section.of(reading, part, WHAT, KEYS);
    return new HttpCallReader(reading, section).call(asynchronous);
  }

  private HttpCall call(boolean asynchronous) {
    var body = call.part("body");
    var success = Expressions.read(call, "success");
    return new HttpCall(
        call.text("method", HttpCall.DEFAULT_METHOD).toUpperCase(Locale.ROOT),
        call.requiredText("url", "an address as in https://finance.example/payments"),
        headers(),
        body == null ? null : body(body),
        call.has("credential")
            ? call.requiredText("credential", "the name of a credential that the server knows")
            : null,
        receive(),
        success == null ? HttpCall.DEFAULT_SUCCESS : success,
        asynchronous);
  }

  private Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    call.entries("headers", "a mapping of headers: texts by name")
        .forEach((name, part) -> {
          var text = call.text(part, "text");
          headers.put(name, text == null ? "" : text);
        });
    return headers;
  }

  private Map<String, Expression> receive() {
    var receive = new LinkedHashMap<String, Expression>();
    call.entries("receive", "a mapping of expressions by data field")
        .forEach((name, part) -> {
          var text = call.text(part, "an expression over the response");
          if (text != null) {
            receive.put(name, new Expression(text));
          }
        });
    return receive;
  }

  private @Nullable Body body(Part part) {
    switch (part.node()) {
      case MappingNode mapping -> {
        var members = new LinkedHashMap<String, Body>();
        for (var entry : mapping.getValue()) {
          if (entry.getKeyNode() instanceof ScalarNode key) {
            var member = body(new Part(part.path() + "." + key.getValue(), entry.getValueNode()));
            if (member != null) {
              members.putIfAbsent(key.getValue(), member);
            }
          }
        }
        return new Body.Members(members);
      }
      case SequenceNode list -> {
        var items = new ArrayList<Body>();
        for (int place = 0; place < list.getValue().size(); place++) {
          var item = body(new Part(part.path() + "[" + place + "]", list.getValue().get(place)));
          if (item != null) {
            items.add(item);
          }
        }
        return new Body.Items(items);
      }
      default -> {
        if (Reading.isNothing(part.node())) {
          return new Body.Value(new Expression("null"));
        }
        var text = call.text(part, "an expression");
        return text == null ? null : new Body.Value(new Expression(text));
      }
    }
  }
}
