package org.baltoro.engine.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back.
 *
 * @param body as JSON if it said that it is, else as text; null if there was none
 */
record CallResponse(int status, String headers, @Nullable String body, boolean isJson) {
  private static final int SHOWN_MAX = 500;
  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([A-Za-z0-9._-]+)", Pattern.CASE_INSENSITIVE);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads it to its end. @throws CallFailed if it is longer than allowed */
  static CallResponse of(HttpResponse<InputStream> response, int bytesMax)
      throws CallFailed, IOException {
    byte[] bytes;
    try (var input = response.body()) {
      bytes = input.readNBytes(bytesMax + 1);
    }
    if (bytes.length > bytesMax) {
      throw new CallFailed(
          "status %d, but its response has more than %,d bytes"
              .formatted(response.statusCode(), bytesMax));
    }
    var headers = new LinkedHashMap<String, String>();
    response
        .headers()
        .map()
        .forEach((name, values) ->
            headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    var type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    var text = bytes.length == 0 ? null : new String(bytes, charset(type));
    boolean json =
        text != null && type.matches("application/([a-z0-9.+-]+\\+)?json\\b.*") && isJson(text);
    return new CallResponse(response.statusCode(), JSON.writeValueAsString(headers), text, json);
  }

  private static Charset charset(String type) {
    var matcher = CHARSET.matcher(type);
    try {
      return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  private static boolean isJson(String text) {
    try {
      JSON.readTree(text);
      return true;
    } catch (JacksonException malformed) {
      return false;
    }
  }

  /** As expressions see it. */
  String json() {
    var shown = body == null ? "null" : isJson ? body : JSON.writeValueAsString(body);
    return "{\"status\":%d,\"headers\":%s,\"body\":%s}".formatted(status, headers, shown);
  }

  /** As people read it: the status and the beginning of the body. */
  String described() {
    var text = body == null ? "" : body.strip().replaceAll("\\p{Cntrl}+", " ");
    return "status "
        + status
        + (text.isEmpty()
            ? ", no body"
            : ": " + (text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "..."));
  }
}
