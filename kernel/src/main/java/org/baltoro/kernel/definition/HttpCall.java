package org.baltoro.kernel.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A call of another system over HTTP.
 *
 * @param method as in {@code POST}
 * @param url text, with expressions in <code>${...}</code>
 * @param headers by name: text, with expressions in <code>${...}</code>
 * @param body null: none
 * @param credential the name of one that the server knows; null: none. Never the secret itself
 * @param receive what data fields are given of the response, by name of the field
 * @param success whether the response means that the call has succeeded
 * @param asynchronous true: after the call has succeeded the event waits for {@code finish}
 */
public record HttpCall(
    String method,
    String url,
    Map<String, String> headers,
    @Nullable Body body,
    @Nullable String credential,
    Map<String, Expression> receive,
    Expression success,
    boolean asynchronous) {
  public static final String DEFAULT_METHOD = "POST";
  public static final Expression DEFAULT_SUCCESS = new Expression("response.status < 300");

  public HttpCall {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    receive = Collections.unmodifiableMap(new LinkedHashMap<>(receive));
  }

  /** What is sent. */
  public sealed interface Body {
    /** What an expression gives: text is sent as it is when it is the whole body, else JSON. */
    record Value(Expression expression) implements Body {}

    /** A JSON object. */
    record Members(SequencedMap<String, Body> members) implements Body {
      public Members {
        members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
      }
    }

    /** A JSON array. */
    record Items(List<Body> items) implements Body {
      public Items {
        items = List.copyOf(items);
      }
    }
  }
}
