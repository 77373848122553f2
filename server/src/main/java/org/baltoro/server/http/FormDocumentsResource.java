package org.baltoro.server.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Problem;
import org.baltoro.forms.library.DocumentDeployer.Deployment;
import org.baltoro.forms.library.DocumentDeployer.SourceFile;
import org.baltoro.forms.library.Kind;
import org.baltoro.forms.library.StoredDocument;
import org.baltoro.forms.protocol.DraftEdits;
import org.baltoro.forms.protocol.FormMessages;
import org.baltoro.server.http.JsonShapes.Items;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Services, SmartObjects, views and forms: checked, edited, deployed, looked up. Needs the Export
 * right, and deploying a service the Admin right.
 */
@RestController
@RequestMapping(Route.FORMS + "/documents")
final class FormDocumentsResource {
  private static final String FILE = "document.yaml";
  private static final int EDITS_MAX = 1_000;
  private static final int FILES_MAX = 1_000;

  private final FormsPart forms;

  FormDocumentsResource(FormsPart forms) {
    this.forms = forms;
  }

  /** A document, and who deployed its default version. */
  record DocumentJson(
      Kind kind, String name, int defaultVersion, String deployedBy, Instant deployedAt) {}

  record VersionJson(int version, boolean isDefault, String deployedBy, Instant deployedAt) {}

  record Checked(List<DefinitionProblem> problems) {}

  /** To be deployed one after the other: each may refer to the others. */
  record Files(@Nullable List<FileJson> files) {}

  /**
   * A file.
   *
   * @param file its name, for the text of problems
   */
  record FileJson(@Nullable String file, @Nullable String source) {}

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
        library.used(one, name).map(FormDocumentsResource::json).ifPresent(found::add);
      }
    }
    return new Items<>(found);
  }

  private static DocumentJson json(StoredDocument used) {
    return new DocumentJson(
        used.kind(), used.name(), used.version(), used.deployedBy(), used.deployedAt());
  }

  @PostMapping(consumes = {"text/yaml", "application/yaml", "text/plain"})
  ResponseEntity<Deployment> deploy(
      Connection connection,
      @RequestParam(defaultValue = FILE) String file,
      @RequestBody String source) {
    requireExport(connection);
    var deployment =
        forms
            .server()
            .deployer()
            .deploy(source, file, connection.user(), kind -> requireRight(connection, kind));
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

  @PostMapping("/checkTogether")
  Checked checkTogether(Connection connection, @RequestBody Files body) {
    requireExport(connection);
    var files = Route.required(body.files(), "files");
    if (files.size() > FILES_MAX) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "%d files at most in one call.".formatted(FILES_MAX));
    }
    return new Checked(
        forms.server().deployer().check(files.stream().map(FormDocumentsResource::file).toList()));
  }

  private static SourceFile file(FileJson file) {
    return new SourceFile(
        file.file() == null ? FILE : file.file(), Route.required(file.source(), "source"));
  }

  /**
   * A draft, and what is to be done with its rules.
   *
   * @param source a view or form; null: the one that is deployed under this kind and name
   */
  record Draft(
      @Nullable String source,
      @Nullable String kind,
      @Nullable String name,
      @Nullable Integer version,
      @Nullable List<Map<String, @Nullable Object>> edits) {}

  /** The draft after the edits, the text before them, and what the check says of it. */
  record EditedDraft(
      String source,
      List<DraftEdits.Change> changes,
      String undo,
      List<DefinitionProblem> problems) {}

  /** Edits rules. Nothing is kept: to deploy what it answers is another call. */
  @PostMapping(path = "/edit", produces = MediaType.APPLICATION_JSON_VALUE)
  String edit(Connection connection, @RequestBody Draft draft) {
    requireExport(connection);
    var edits = Route.required(draft.edits(), "edits");
    if (edits.size() > EDITS_MAX) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "%d edits at most in one call.".formatted(EDITS_MAX));
    }
    var file = draft.name() == null ? FILE : draft.name();
    var edited = DraftEdits.apply(sourceOf(draft), file, edits);
    return FormMessages.write(
        new EditedDraft(
            edited.source(),
            edited.changes(),
            edited.undo(),
            forms.server().deployer().check(edited.source(), file)));
  }

  private String sourceOf(Draft draft) {
    if (draft.source() != null) {
      return draft.source();
    }
    if (draft.kind() == null || draft.name() == null) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "Give source, or kind and name of what is deployed.");
    }
    return sourceOf(draft.kind(), draft.name(), draft.version());
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
    return new Source(sourceOf(kind, name, version));
  }

  private String sourceOf(String kind, String name, @Nullable Integer version) {
    var library = forms.server().library();
    var wanted =
        version == null
            ? library.defaultVersion(kind(kind), name).orElseThrow(() -> unknown(kind, name))
            : version;
    return library
        .stored(kind(kind), name, wanted)
        .map(StoredDocument::source)
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
    requireRight(connection, kind(kind));
    int version = Route.required(body.version(), "version");
    if (!forms.server().deployer().setDefault(kind(kind), name, version)) {
      throw unknown(kind, name);
    }
  }

  static Kind kind(String key) {
    return Kind.ofKey(key)
        .orElseThrow(() ->
            new BaltoroException(
                Problem.INVALID_REQUEST,
                "'%s' is no kind of document: give service, smartObject, view or form."
                    .formatted(key)));
  }

  private static BaltoroException unknown(String kind, String name) {
    return new BaltoroException(
        Problem.NOT_FOUND, "There is no %s '%s' of this version.".formatted(kind, name));
  }

  /** A service reaches out with the server's secrets: that is for administrators. */
  private static void requireRight(Connection connection, Kind kind) {
    if (kind == Kind.SERVICE && !connection.identity().serverRights().contains(ServerRight.ADMIN)) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED,
          "'%s' lacks the right Admin, which services need.".formatted(connection.user()));
    }
  }

  /** Whether the user may see how forms are made, and what their rules do with values. */
  static boolean mayExport(Connection connection) {
    var rights = connection.identity().serverRights();
    return rights.contains(ServerRight.EXPORT) || rights.contains(ServerRight.ADMIN);
  }

  static void requireExport(Connection connection) {
    if (!mayExport(connection)) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED,
          "'%s' lacks the right Export, which documents need.".formatted(connection.user()));
    }
  }
}
