package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the API of forms. */
record FormsClient(URI server, String token) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** An answer. */
  record Answer(int status, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    /** The answer, if it has this status. */
    Answer is(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }

    /** The problem of this code, told as one. */
    JsonNode problem(String code) {
      assertThat(json().path("type").asString(""))
          .as(body)
          .isEqualTo("urn:baltoro:problem:" + code);
      return json();
    }
  }

  Answer deploy(String source) {
    return send(
        request("/documents?file=a.yaml")
            .header("Content-Type", "text/yaml")
            .POST(BodyPublishers.ofString(source)));
  }

  Answer get(String path) {
    return send(request(path));
  }

  Answer post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Calls a method, with the rest of the body as JSON members. */
  Answer call(String smartObject, String method, String more) {
    return post(
        "/smartobjects/calls",
        "{\"smartObject\": \"%s\", \"method\": \"%s\"%s}"
            .formatted(smartObject, method, more.isEmpty() ? "" : ", " + more));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** What a form's page is told until a message of this type has come. */
  List<JsonNode> until(String session, String type, long after) {
    var all = new ArrayList<JsonNode>();
    long last = after;
    while (all.stream().noneMatch(message -> message.get("type").asString().equals(type))) {
      var more =
          get("/sessions/%s/messages?after=%d&wait=10s".formatted(session, last))
              .is(200)
              .json()
              .get("messages");
      assertThat(more).as("after %s", all).isNotEmpty();
      more.forEach(all::add);
      last = all.getLast().get("number").asLong();
    }
    return all;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + Route.FORMS + path))
        .header("Authorization", "Bearer " + token);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
