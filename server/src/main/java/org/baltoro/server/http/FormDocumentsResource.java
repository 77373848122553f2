package org.baltoro.server.http;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Problem;
import org.baltoro.forms.library.DocumentDeployer.Deployment;
import org.baltoro.forms.library.Kind;
import org.baltoro.forms.library.StoredDocument;
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

/** SmartObjects, views and forms: checked, deployed, looked up. Needs the Export right. */
@RestController
@RequestMapping(Route.FORMS + "/documents")
final class FormDocumentsResource {
  private static final String FILE = "document.yaml";

  private final FormsPart forms;

  FormDocumentsResource(FormsPart forms) {
    this.forms = forms;
  }

  record DocumentJson(Kind kind, String name, int defaultVersion) {}

  record VersionJson(
      int version, boolean isDefault, String deployedBy, java.time.Instant deployedAt) {}

  record Checked(List<DefinitionProblem> problems) {}

  record Source(String source) {}

  record DefaultVersion(@Nullable Integer version) {}

  @GetMapping
  Items<DocumentJson> documents(
      Connection connection, @RequestParam(required = false) @Nullable String kind) {
    requireExport(connection);
    var library = forms.server().library();
    var found = new ArrayList<DocumentJson>();
    for (var one : kind == null ? List.of(Kind.values()) : List.of(kind(kind))) {
      for (var name : library.names(one)) {
        library
            .defaultVersion(one, name)
            .ifPresent(version -> found.add(new DocumentJson(one, name, version)));
      }
    }
    return new Items<>(found);
  }

  @PostMapping(consumes = {"text/yaml", "application/yaml", "text/plain"})
  ResponseEntity<Deployment> deploy(
      Connection connection,
      @RequestParam(defaultValue = FILE) String file,
      @RequestBody String source) {
    requireExport(connection);
    var deployment = forms.server().deployer().deploy(source, file, connection.user());
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
    requireExport(connection);
    return new Checked(forms.server().deployer().check(source, file));
  }

  @GetMapping("/versions")
  Items<VersionJson> versions(
      Connection connection, @RequestParam String kind, @RequestParam String name) {
    requireExport(connection);
    var library = forms.server().library();
    var used = library.defaultVersion(kind(kind), name).orElseThrow(() -> unknown(kind, name));
    return new Items<>(
        library.versions(kind(kind), name).stream()
            .map(version -> json(version, version.version() == used))
            .toList());
  }

  private static VersionJson json(StoredDocument version, boolean isDefault) {
    return new VersionJson(
        version.version(), isDefault, version.deployedBy(), version.deployedAt());
  }

  /** The file as it was deployed; without a version that of the default one. */
  @GetMapping("/source")
  Source source(
      Connection connection,
      @RequestParam String kind,
      @RequestParam String name,
      @RequestParam(required = false) @Nullable Integer version) {
    requireExport(connection);
    var library = forms.server().library();
    var wanted =
        version == null
            ? library.defaultVersion(kind(kind), name).orElseThrow(() -> unknown(kind, name))
            : version;
    return library
        .stored(kind(kind), name, wanted)
        .map(stored -> new Source(stored.source()))
        .orElseThrow(() -> unknown(kind, name));
  }

  @PutMapping("/defaultVersion")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setDefaultVersion(
      Connection connection,
      @RequestParam String kind,
      @RequestParam String name,
      @RequestBody DefaultVersion body) {
    requireExport(connection);
    int version = Route.required(body.version(), "version");
    if (!forms.server().library().setDefault(kind(kind), name, version)) {
      throw unknown(kind, name);
    }
  }

  static Kind kind(String key) {
    return Kind.ofKey(key)
        .orElseThrow(() ->
            new BaltoroException(
                Problem.INVALID_REQUEST,
                "'%s' is no kind of document: give smartObject, view or form.".formatted(key)));
  }

  private static BaltoroException unknown(String kind, String name) {
    return new BaltoroException(
        Problem.NOT_FOUND, "There is no %s '%s' of this version.".formatted(kind, name));
  }

  static void requireExport(Connection connection) {
    var rights = connection.identity().serverRights();
    if (!rights.contains(ServerRight.EXPORT) && !rights.contains(ServerRight.ADMIN)) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED,
          "'%s' lacks the right Export, which documents need.".formatted(connection.user()));
    }
  }
}
