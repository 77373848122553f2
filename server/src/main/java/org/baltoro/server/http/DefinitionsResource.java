package org.baltoro.server.http;

import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Definitions.Deployment;
import org.baltoro.api.Definitions.ProcessSummary;
import org.baltoro.api.Definitions.ProcessVersion;
import org.baltoro.server.http.JsonShapes.Items;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Process definitions. Process names stand in the query: they have slashes and spaces. */
@RestController
@RequestMapping(Route.BALTORO + "/definitions")
final class DefinitionsResource {
  private static final String FILE = "definition.yaml";

  record Checked(List<DefinitionProblem> problems) {}

  record Source(String source) {}

  record DefaultVersion(@Nullable Integer version) {}

  @GetMapping
  Items<ProcessSummary> processes(Connection connection) {
    return new Items<>(connection.definitions().processes());
  }

  @PostMapping(consumes = {"text/yaml", "application/yaml", "text/plain"})
  ResponseEntity<Deployment> deploy(
      Connection connection,
      @RequestParam(defaultValue = FILE) String file,
      @RequestParam(defaultValue = "true") boolean makeDefault,
      @RequestBody String source) {
    var deployment = connection.definitions().deploy(source, file, makeDefault);
    return ResponseEntity.status(deployment.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(deployment);
  }

  @PostMapping(
      path = "/check",
      consumes = {"text/yaml", "application/yaml", "text/plain"})
  Checked check(
      Connection connection,
      @RequestParam(defaultValue = FILE) String file,
      @RequestBody String source) {
    return new Checked(connection.definitions().check(source, file));
  }

  @GetMapping("/versions")
  Items<ProcessVersion> versions(Connection connection, @RequestParam String process) {
    return new Items<>(connection.definitions().versions(process));
  }

  @GetMapping("/source")
  Source source(Connection connection, @RequestParam String process, @RequestParam int version) {
    return new Source(connection.definitions().source(process, version));
  }

  @PutMapping("/defaultVersion")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setDefaultVersion(
      Connection connection, @RequestParam String process, @RequestBody DefaultVersion body) {
    connection.definitions().setDefaultVersion(process, Route.required(body.version(), "version"));
  }
}
