package org.baltoro.forms.library;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Problem;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.deploy.ReadDocument;
import org.baltoro.forms.deploy.check.DocumentCheck;
import org.baltoro.forms.service.ServiceRules;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.layer.Services;
import org.baltoro.forms.smartobject.layer.SmartObjectLayer;

/**
 * Deploys files: a new version, which is the default one from then on. Forms that are open stay as
 * they are.
 */
public final class DocumentDeployer {
  private final DocumentLibrary library;
  private final SmartObjectLayer layer;
  private final DocumentCheck check;
  private final Dependents dependents;
  private final Services services;
  private final InstantSource clock;

  /**
   * @param services what SmartObjects may be bound to: those of the layer
   */
  public DocumentDeployer(
      DocumentLibrary library, Services services, SmartObjectLayer layer, InstantSource clock) {
    this(library, services, layer, clock, ServiceRules.NONE);
  }

  /**
   * @param rules what services may do that are deployed
   */
  public DocumentDeployer(
      DocumentLibrary library,
      Services services,
      SmartObjectLayer layer,
      InstantSource clock,
      ServiceRules rules) {
    this.library = library;
    this.layer = layer;
    this.services = services;
    this.check = new DocumentCheck(new DeployedSurroundings(library, layer, rules), services);
    this.dependents = new Dependents(library, check);
    this.clock = clock;
  }

  /**
   * What was deployed.
   *
   * @param created false: the newest version says the same, and there is no other
   */
  public record Deployment(
      Kind kind, String name, int version, boolean created, List<DefinitionProblem> warnings) {
    public Deployment {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * All that is wrong in a file, what it refers to that is not there, and what is deployed and
   * would not fit it.
   */
  public List<DefinitionProblem> check(String source, String file) {
    var read = checked(source, file);
    dependents.warn(List.of(read));
    return read.problems();
  }

  /**
   * A file and what it says.
   *
   * @param file for the text of problems
   */
  public record SourceFile(String file, String source) {}

  /** The same of files that are to be deployed one after the other. */
  public List<DefinitionProblem> check(List<SourceFile> files) {
    var read = files.stream().map(file -> DocumentReader.read(file.source(), file.file())).toList();
    check.together(read);
    dependents.warn(read);
    return read.stream().flatMap(file -> file.problems().stream()).toList();
  }

  private ReadDocument checked(String source, String file) {
    var read = DocumentReader.read(source, file);
    check.check(read);
    return read;
  }

  /** Who deploys must be allowed to. */
  @FunctionalInterface
  public interface Permission {
    /**
     * Lets documents of this kind be deployed, or not.
     *
     * @throws BaltoroException {@link Problem#ACCESS_DENIED}
     */
    void check(Kind kind);
  }

  /** Deploys a file of any kind but a service, for which a permission has to be asked. */
  public Deployment deploy(String source, String file, String by) {
    return deploy(source, file, by, DocumentDeployer::refuseService);
  }

  private static void refuseService(Kind kind) {
    if (kind == Kind.SERVICE) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED, "A service is deployed by an administrator only.");
    }
  }

  /**
   * Deploys a file.
   *
   * @param by for the list of versions
   * @param permission is asked when the kind is known, and before anything is done
   * @throws BaltoroException {@link Problem#INVALID_DEFINITION} with all problems; also when a
   *     SmartBox would lose data
   */
  public Deployment deploy(String source, String file, String by, Permission permission) {
    var read = checked(source, file);
    var document = read.document();
    if (document != null) {
      permission.check(Kind.of(document));
    }
    dependents.warn(List.of(read));
    if (document == null || !read.deployable()) {
      throw refused(file, read.problems());
    }
    var kind = Kind.of(document);
    library.lookAgain();
    var newest = library.versions(kind, document.name()).stream().findFirst();
    if (newest.isPresent()) {
      int version = newest.get().version();
      var stored = library.stored(kind, document.name(), version);
      if (stored.isPresent() && stored.get().source().equals(source)) {
        use(document, version, file);
        return new Deployment(kind, document.name(), version, false, read.problems());
      }
    }
    int version = newest.map(StoredDocument::version).orElse(0) + 1;
    var next = new StoredDocument(kind, document.name(), version, source, by, clock.instant());
    if (!library.add(next, tableOf(document, file))) {
      return deploy(source, file, by, permission); // another node was faster
    }
    refresh(document);
    return new Deployment(kind, document.name(), version, true, read.problems());
  }

  /**
   * Makes a version the one that is used, if it still fits what it refers to and the data there is.
   *
   * @return false: there is no such version
   * @throws BaltoroException {@link Problem#INVALID_DEFINITION} with all problems; also when a
   *     SmartBox would lose data
   */
  public boolean setDefault(Kind kind, String name, int version) {
    var stored = library.stored(kind, name, version);
    if (stored.isEmpty()) {
      return false;
    }
    var title = "%s '%s' version %d".formatted(kind.words(), name, version);
    var read = checked(stored.get().source(), name);
    var document = read.document();
    if (document == null || !read.deployable()) {
      throw refused(title, read.problems());
    }
    return use(document, version, title);
  }

  private boolean use(Document document, int version, String title) {
    boolean done =
        library.setDefault(Kind.of(document), document.name(), version, tableOf(document, title));
    refresh(document);
    return done;
  }

  /** What has to happen with a version: the table of a SmartObject changes with it. */
  private DocumentStore.Also tableOf(Document document, String title) {
    return (resource, transaction) -> {
      if (document instanceof Document.OfSmartObject smartObject) {
        try {
          layer.deploy(smartObject.definition(), resource, transaction);
        } catch (SmartObjectException refused) {
          throw refused(title, refused);
        }
      }
    };
  }

  /** A database that is busy says nothing against the document. */
  private static RuntimeException refused(String title, SmartObjectException refused) {
    return switch (refused.problem()) {
      case UNAVAILABLE, TIMED_OUT, SOURCE_FAILED -> refused;
      case UNKNOWN_SMARTOBJECT,
          UNKNOWN_METHOD,
          INVALID_DEFINITION,
          INVALID_CALL,
          INVALID_DATA,
          ACCESS_DENIED,
          NOT_FOUND,
          CONFLICT,
          NOT_TRANSACTIONAL,
          TOO_MANY_ROWS,
          WOULD_LOSE_DATA ->
          new BaltoroException(
              Problem.INVALID_DEFINITION,
              "%s is not deployed: %s".formatted(title, refused.getMessage()));
    };
  }

  private void refresh(Document document) {
    var smartBox =
        document instanceof Document.OfSmartObject(var definition) ? definition.smartBox() : null;
    var broker = smartBox == null ? null : services.find(smartBox);
    if (broker != null) {
      broker.refresh();
    }
  }

  private static BaltoroException refused(String file, List<DefinitionProblem> problems) {
    var errors = problems.stream().filter(problem -> !problem.warning()).toList();
    var first = errors.isEmpty() ? "" : " The first: " + errors.getFirst();
    return new BaltoroException(
        Problem.INVALID_DEFINITION,
        "%s is not deployed: %d error%s.%s"
            .formatted(file, errors.size(), errors.size() == 1 ? "" : "s", first),
        Map.of(),
        problems);
  }
}
