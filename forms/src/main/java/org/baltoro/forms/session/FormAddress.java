package org.baltoro.forms.session;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names a form, its state and parameters in one text, as client events do: {@code
 * form:Finance/Purchase Order?state=approve&number=17}.
 *
 * @param form full name
 * @param state null: its default
 */
public record FormAddress(String form, @Nullable String state, Map<String, String> parameters) {
  private static final String SCHEME = "form:";
  private static final String STATE = "state";

  public FormAddress {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Reads one; empty if the text names no form. */
  public static Optional<FormAddress> read(@Nullable String text) {
    if (text == null || !text.startsWith(SCHEME)) {
      return Optional.empty();
    }
    var rest = text.substring(SCHEME.length());
    int query = rest.indexOf('?');
    var name = query < 0 ? rest : rest.substring(0, query);
    var parameters = new LinkedHashMap<String, String>();
    if (query >= 0) {
      for (var part : rest.substring(query + 1).split("&", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          parameters.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
        }
      }
    }
    var state = parameters.remove(STATE);
    return name.isBlank()
        ? Optional.empty()
        : Optional.of(new FormAddress(name.strip(), state, parameters));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  @Override
  public String toString() {
    var text = new StringBuilder(SCHEME).append(form);
    var all = new LinkedHashMap<String, String>();
    if (state != null) {
      all.put(STATE, state);
    }
    all.putAll(parameters);
    char separator = '?';
    for (var parameter : all.entrySet()) {
      text.append(separator)
          .append(encoded(parameter.getKey()))
          .append('=')
          .append(encoded(parameter.getValue()));
      separator = '&';
    }
    return text.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
