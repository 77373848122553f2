package org.baltoro.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as its users have it: over HTTP, on a real PostgreSQL, stopped and started. */
class OrdersApplicationTest {
  private static EmbeddedPostgres database;
  private static ConfigurableApplicationContext application;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void begin() throws IOException {
    database =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
    application = started();
  }

  @AfterAll
  static void end() throws IOException {
    application.close();
    database.close();
  }

  private static ConfigurableApplicationContext started() {
    return SpringApplication.run(
        OrdersApplication.class,
        "--server.port=0",
        "--spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
        "--spring.datasource.username=postgres");
  }

  @Test
  void anOrderIsApprovedPaidAndOutlivesARestart() throws Exception {
    var id = good(post("ann", "/orders?amount=500"));
    assertThat(good(get("ann", "/worklist"))).isEqualTo("[]");
    var work = first("\"serialNumber\":\"(\\d+_\\d+)\"", good(get("bob", "/worklist")));
    good(post("bob", "/worklist/" + work + "/Approve"));
    var payment = application.getBean(Bank.class).asked().poll(20, TimeUnit.SECONDS);

    application.close();
    application = started();
    assertThat(good(get("ann", "/orders/" + id))).isEqualTo("Active");
    good(post("bank", "/payments/" + payment));
    assertThat(good(get("ann", "/orders/" + id))).isEqualTo("Completed");
    assertThat(good(get("", "/actuator/health"))).contains("\"baltoro\":{", "PostgreSQL localhost");
    assertThat(good(get("", "/actuator/metrics/baltoro.commits"))).contains("\"COUNT\"");
    assertThat(get("", "/worklist").statusCode()).isEqualTo(401);
  }

  @Test
  void whatThePageShowsStandsHere() throws IOException {
    var code = new StringBuilder();
    for (var file :
        new String[] {
          "java/org/baltoro/examples/spring/Bank.java",
          "java/org/baltoro/examples/spring/Orders.java",
          "java/org/baltoro/examples/spring/OrdersApplication.java"
        }) {
      code.append(Files.readString(Path.of("src/main", file)));
    }
    var shown =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../../docs/spring-boot.md")));
    int snippets = 0;
    while (shown.find()) {
      assertThat(folded(code.toString())).contains(folded(shown.group(1)));
      snippets++;
    }
    assertThat(snippets).isPositive();
  }

  private static String folded(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static HttpResponse<String> get(String user, String path) throws Exception {
    return HTTP.send(request(user, path).GET().build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String user, String path) throws Exception {
    return HTTP.send(
        request(user, path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String user, String path) {
    var port = application.getEnvironment().getProperty("local.server.port");
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    var login = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
    return user.isEmpty()
        ? request
        : request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
  }

  private static String good(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static String first(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return Objects.requireNonNull(matcher.group(1));
  }
}
