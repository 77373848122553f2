package org.baltoro.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.baltoro.engine.Engine;
import org.baltoro.server.DefinitionSchema;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What an operator and their tools ask: health, metrics, the API's description. */
@RestController
final class OperationsResource {
  private final Engine engine;
  private final ServeOptions options;
  private final Callers callers;

  OperationsResource(Engine engine, ServeOptions options, Callers callers) {
    this.callers = callers;
    this.engine = engine;
    this.options = options;
  }

  record Health(String status, String version) {}

  /** 200 as long as the process can answer at all: else it should be started anew. */
  @GetMapping("/health/live")
  Health live() {
    return new Health("up", Version.current());
  }

  /** 200 when requests can be served; 503 while the store can't be reached. */
  @GetMapping("/health/ready")
  ResponseEntity<Health> ready() {
    boolean ready = engine.status().storeReachable();
    return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(new Health(ready ? "up" : "store unreachable", Version.current()));
  }

  /** In the text format of Prometheus. Needs the server right Admin unless the options open it. */
  @GetMapping(path = "/metrics", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> metrics(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization) {
    if (!options.openMetrics()) {
      // To list the users is what needs exactly this right.
      callers.connection(authorization).administration().users();
    }
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .body(metrics());
  }

  private String metrics() {
    var status = engine.status();
    var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    var runtime = ManagementFactory.getRuntimeMXBean();
    var text = new StringBuilder();
    gauge(text, "store_reachable", "1 when the store answers", status.storeReachable() ? 1 : 0);
    gauge(text, "queued_commits", "Decisions that wait for a commit", status.queuedCommits());
    counter(text, "commits_total", "Transactions committed", status.commits());
    counter(text, "decisions_total", "Decisions committed", status.decisions());
    gauge(text, "running_attempts", "Server events whose code runs", status.runningAttempts());
    gauge(text, "cached_instances", "Instances kept in memory", status.cachedInstances());
    gauge(text, "lost_threads", "Threads held by code that does not end", status.lostThreads());
    gauge(text, "node", "The number of this node", status.node());
    gauge(text, "heap_used_bytes", "Memory in use", memory.getUsed());
    gauge(text, "heap_max_bytes", "Memory at most", memory.getMax());
    gauge(text, "start_time_seconds", "When this process began", runtime.getStartTime() / 1000);
    return text.toString();
  }

  private static void gauge(StringBuilder text, String name, String help, long value) {
    sample(text, name, help, "gauge", value);
  }

  private static void counter(StringBuilder text, String name, String help, long value) {
    sample(text, name, help, "counter", value);
  }

  private static void sample(
      StringBuilder text, String name, String help, String type, long value) {
    text.append(
        "# HELP baltoro_%s %s.%n# TYPE baltoro_%s %s%nbaltoro_%s %d%n"
            .formatted(name, help, name, type, name, value));
  }

  /** The description of every route, kept by hand beside this code; a test holds them together. */
  @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] openApi() {
    try (var document = OperationsResource.class.getResourceAsStream("openapi.json")) {
      var text =
          new String(
              Objects.requireNonNull(document, "openapi.json").readAllBytes(),
              StandardCharsets.UTF_8);
      return text.replace("${version}", Version.current()).getBytes(StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What editors check definition files with. */
  @GetMapping(path = "/api/definition.schema.json", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] definitionSchema() {
    return DefinitionSchema.text().getBytes(StandardCharsets.UTF_8);
  }
}
