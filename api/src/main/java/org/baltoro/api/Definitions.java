package org.baltoro.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Process definitions: check, deploy, look up, choose the default version. */
public interface Definitions {
  /**
   * Checks a definition file and returns all problems at once; empty when it may be deployed. A
   * definition with Java code in it needs the Export right, as the code is compiled.
   *
   * @param fileName for the problems' text only
   */
  List<DefinitionProblem> check(String source, String fileName);

  /**
   * Deploys a definition file: a new version, and the default one. Identical content makes no new
   * version. Running instances stay on theirs. Needs the Export right.
   *
   * @throws BaltoroException {@link Problem#INVALID_DEFINITION} with all problems
   */
  default Deployment deploy(String source, String fileName) {
    return deploy(source, fileName, true);
  }

  /**
   * Deploys a definition file.
   *
   * @param makeDefault false: new instances stay on the version that they use now, with its rights;
   *     to mend running ones by migrating them
   * @throws BaltoroException {@link Problem#INVALID_DEFINITION} with all problems
   */
  Deployment deploy(String source, String fileName, boolean makeDefault);

  /** The processes whose instances this user may start or view. */
  List<ProcessSummary> processes();

  /** All versions, newest first. */
  List<ProcessVersion> versions(String process);

  /** The definition file as it was deployed. */
  String source(String process, int version);

  /**
   * New instances use {@code version} from now on, and the rights are those that it grants. Needs
   * Admin on the process.
   */
  void setDefaultVersion(String process, int version);

  /**
   * What a deployment did.
   *
   * @param created false when the content was the same as the newest version's
   */
  record Deployment(
      String process, int version, boolean created, List<DefinitionProblem> warnings) {
    public Deployment {
      warnings = List.copyOf(warnings);
    }
  }

  /** A process and its default version. */
  record ProcessSummary(
      long id, String process, int defaultVersion, @Nullable String description) {}

  /** One deployed version. */
  record ProcessVersion(
      String process, int version, boolean isDefault, String deployedBy, Instant deployedAt) {}
}
