package org.baltoro.engine.call;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.engine.rule.FeelRules;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.HttpCall.Body;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleScope;
import org.baltoro.language.feel.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the expressions of a call give, with the names that only calls have. */
public final class CallValues {
  /** The names that a call may use besides those of every expression. */
  public static final String SERIAL_NUMBER = "SerialNumber";

  public static final String IDEMPOTENCY_KEY = "IdempotencyKey";
  public static final String CALLBACK_URL = "CallbackUrl";

  /** What {@code success} and {@code receive} may use besides: status, headers and body. */
  public static final String RESPONSE = "response";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(tools.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final FeelRules rules;
  private final RuleScope scope;

  CallValues(
      FeelRules rules, RuleScope scope, ServerEventContext k2, @Nullable String callbackUrl) {
    this.rules = rules;
    var data = new LinkedHashMap<String, Value>();
    data.put(SERIAL_NUMBER, new Value.StringValue(k2.serialNumber()));
    data.put(IDEMPOTENCY_KEY, new Value.StringValue(k2.idempotencyKey()));
    if (callbackUrl != null) {
      data.put(CALLBACK_URL, new Value.StringValue(callbackUrl));
    }
    data.putAll(scope.data());
    this.scope = with(scope, data);
  }

  private CallValues(FeelRules rules, RuleScope scope) {
    this.rules = rules;
    this.scope = scope;
  }

  /** The same with the response. */
  CallValues with(CallResponse response) {
    var data = new LinkedHashMap<>(scope.data());
    data.put(RESPONSE, new Value.JsonValue(response.json()));
    return new CallValues(rules, with(scope, data));
  }

  private static RuleScope with(RuleScope scope, Map<String, Value> data) {
    return new RuleScope(
        scope.instance(),
        scope.folio(),
        scope.originator(),
        scope.priority(),
        data,
        scope.activity(),
        scope.now(),
        scope.zone());
  }

  /**
   * An address. What an expression gives is percent-encoded, so that data can't change where the
   * call goes; one that stands at the very beginning is taken as it is.
   */
  String url(String template) throws CallFailed {
    var url = new StringBuilder();
    for (var part : parts(template)) {
      switch (part) {
        case Template.Part.Text(String text) -> url.append(text);
        case Template.Part.Hole(String expression, int offset) -> {
          var value = text(expression);
          url.append(url.isEmpty() ? value : encoded(value));
        }
      }
    }
    return url.toString().strip();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  String header(String template) throws CallFailed {
    var header = new StringBuilder();
    for (var part : parts(template)) {
      switch (part) {
        case Template.Part.Text(String text) -> header.append(text);
        case Template.Part.Hole(String expression, int offset) -> header.append(text(expression));
      }
    }
    if (header.chars().anyMatch(character -> character < ' ' || character > '~')) {
      throw new CallFailed(
          "the header '%s' has characters that no header can have".formatted(template));
    }
    return header.toString();
  }

  private static Iterable<Template.Part> parts(String template) throws CallFailed {
    try {
      return Template.of(template).parts();
    } catch (Template.Unended unended) {
      throw new CallFailed("'%s' has %s".formatted(template, unended.getMessage()));
    }
  }

  private String text(String expression) throws CallFailed {
    var value = value(new Expression(expression));
    return switch (value) {
      case String text -> text;
      case BigDecimal number -> number.toPlainString();
      case Boolean truth -> truth.toString();
      case null -> throw new CallFailed("'%s' is empty".formatted(expression.strip()));
      default ->
          throw new CallFailed(
              "'%s' gave a list or a context where text is needed".formatted(expression.strip()));
    };
  }

  /** A body and what it is. */
  record Content(String type, byte[] bytes) {}

  Content body(Body body) throws CallFailed {
    var value = tree(body);
    if (body instanceof Body.Value && value instanceof String text) {
      return new Content("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
    return new Content("application/json", JSON.writeValueAsBytes(value));
  }

  private @Nullable Object tree(Body body) throws CallFailed {
    return switch (body) {
      case Body.Value(Expression expression) -> value(expression);
      case Body.Members(var members) -> {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        for (var member : members.entrySet()) {
          tree.put(member.getKey(), tree(member.getValue()));
        }
        yield tree;
      }
      case Body.Items(var items) -> {
        var tree = new ArrayList<@Nullable Object>();
        for (var item : items) {
          tree.add(tree(item));
        }
        yield tree;
      }
    };
  }

  boolean truth(Expression expression) throws CallFailed {
    return switch (rules.test(expression, scope)) {
      case RuleOutcome.Answer<Boolean> answer -> answer.value();
      case RuleOutcome.Failed<Boolean> failed -> throw new CallFailed(failed.why());
    };
  }

  @Nullable Object value(Expression expression) throws CallFailed {
    var outcome = rules.value(expression, scope);
    if ("null".equals(outcome.seen().get(CALLBACK_URL))) {
      throw new CallFailed(
          "there is no CallbackUrl, as this engine does not know its public address: start the"
              + " server with --public-address");
    }
    return switch (outcome) {
      case RuleOutcome.Answer<org.baltoro.engine.rule.Plain> answer -> answer.value().value();
      case RuleOutcome.Failed<org.baltoro.engine.rule.Plain> failed ->
          throw new CallFailed(failed.why());
    };
  }
}
