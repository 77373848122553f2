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
    this.check = new DocumentCheck(new DeployedSurroundings(library, layer, rules), services);
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

  /** All that is wrong in a file, and what it refers to that is not there. */
  public List<DefinitionProblem> check(String source, String file) {
    return checked(source, file).problems();
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
        library.setDefault(kind, document.name(), version);
        return new Deployment(kind, document.name(), version, false, read.problems());
      }
    }
    if (document instanceof Document.OfSmartObject smartObject) {
      prepare(file, smartObject);
    }
    int version = newest.map(StoredDocument::version).orElse(0) + 1;
    var next = new StoredDocument(kind, document.name(), version, source, by, clock.instant());
    if (!library.add(next)) {
      return deploy(source, file, by, permission); // another node was faster
    }
    return new Deployment(kind, document.name(), version, true, read.problems());
  }

  private void prepare(String file, Document.OfSmartObject smartObject) {
    try {
      layer.deploy(smartObject.definition());
    } catch (SmartObjectException refused) {
      throw new BaltoroException(
          Problem.INVALID_DEFINITION,
          "%s is not deployed: %s".formatted(file, refused.getMessage()));
    }
  }

  private static BaltoroException refused(String file, List<DefinitionProblem> problems) {
    var errors = problems.stream().filter(problem -> !problem.warning()).toList();
    var first = errors.isEmpty() ? "" : " The first: " + errors.getFirst();
    return new BaltoroException(
        Problem.INVALID_DEFINITION,
        "%s is not deployed: %d errors.%s".formatted(file, errors.size(), first),
        Map.of(),
        problems);
  }
}
