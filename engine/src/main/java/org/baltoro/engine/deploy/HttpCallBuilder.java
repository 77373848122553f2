package org.baltoro.engine.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.HttpCall;
import org.baltoro.kernel.definition.HttpCall.Body;
import org.jspecify.annotations.Nullable;

/** An HTTP call that is built in Java. */
public final class HttpCallBuilder {
  private final String method;
  private final String url;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final SequencedMap<String, Body> members = new LinkedHashMap<>();
  private final Map<String, Expression> receive = new LinkedHashMap<>();
  private @Nullable Body whole;
  private @Nullable String credential;
  private Expression success = HttpCall.DEFAULT_SUCCESS;
  private boolean asynchronous;

  HttpCallBuilder(String method, String url) {
    this.method = method;
    this.url = url;
  }

  /** Text, with expressions in <code>${...}</code>. */
  public HttpCallBuilder header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** A member of the JSON object that is sent. */
  public HttpCallBuilder body(String member, String expression) {
    members.put(member, new Body.Value(new Expression(expression)));
    return this;
  }

  /** What is sent, whole: text as it is, anything else as JSON. */
  public HttpCallBuilder body(String expression) {
    whole = new Body.Value(new Expression(expression));
    return this;
  }

  /** By the name that the server has for it. */
  public HttpCallBuilder credential(String name) {
    credential = name;
    return this;
  }

  /** What a data field is given of the {@code response}. */
  public HttpCallBuilder receive(String field, String expression) {
    receive.put(field, new Expression(expression));
    return this;
  }

  /** Whether the {@code response} means success; default {@code response.status < 300}. */
  public HttpCallBuilder success(String expression) {
    success = new Expression(expression);
    return this;
  }

  /** After the call has succeeded the event waits for {@code finish}. */
  public HttpCallBuilder asynchronous() {
    asynchronous = true;
    return this;
  }

  HttpCall build() {
    var body = whole == null && !members.isEmpty() ? new Body.Members(members) : whole;
    return new HttpCall(method, url, headers, body, credential, receive, success, asynchronous);
  }
}
