package org.baltoro.engine.connection;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Definitions;
import org.baltoro.api.Problem;
import org.baltoro.engine.deploy.Deployer;
import org.baltoro.engine.security.Principal;
import org.baltoro.store.Store.DeployedVersion;

/** Definitions as callers see them. */
final class DefinitionsView implements Definitions {
  private final Parts parts;
  private final Principal principal;
  private final VisibleProcesses processes;

  DefinitionsView(Parts parts, Principal principal) {
    this.parts = parts;
    this.principal = principal;
    processes = new VisibleProcesses(parts, principal);
  }

  @Override
  public List<DefinitionProblem> check(String source, String fileName) {
    return InProcessConnection.reading(() -> {
      var read = Deployer.read(source, fileName);
      if (!read.hasCode()) {
        return read.problems();
      }
      // To compile is to let the source use this machine: as deploying it would.
      parts.rights().require(principal, ServerRight.EXPORT);
      return parts.deployer().compiled(read, fileName).problems();
    });
  }

  @Override
  public Deployment deploy(String source, String fileName, boolean makeDefault) {
    return InProcessConnection.reading(() -> {
      parts.rights().require(principal, ServerRight.EXPORT);
      var deployment = parts.deployer().deploy(source, fileName, makeDefault, principal.name());
      parts.rights().forget(); // a definition brings rights of its own
      return deployment;
    });
  }

  @Override
  public List<ProcessSummary> processes() {
    return InProcessConnection.reading(() ->
        parts.definitions().all().stream()
            .filter(processes::sees)
            .map(row ->
                new ProcessSummary(row.id(), row.name(), row.defaultVersion(), row.description()))
            .toList());
  }

  @Override
  public List<ProcessVersion> versions(String process) {
    return InProcessConnection.reading(() -> {
      var name = visible(process);
      return parts.store().versionsOf(name).stream()
          .sorted(Comparator.comparing(DeployedVersion::version).reversed())
          .map(row ->
              new ProcessVersion(
                  row.process(),
                  row.version(),
                  row.isDefault(),
                  row.deployedBy(),
                  Instant.ofEpochMilli(row.deployedAtMillis())))
          .toList();
    });
  }

  @Override
  public String source(String process, int version) {
    return InProcessConnection.reading(() -> {
      var name = processes.named(process).name();
      if (!parts.rights().has(principal, ServerRight.EXPORT)) {
        parts.rights().require(principal, name, ProcessRight.ADMIN);
      }
      var row = parts.store().definition(name, version);
      if (row == null) {
        throw unknownVersion(name, version);
      }
      return row.source();
    });
  }

  @Override
  public void setDefaultVersion(String process, int version) {
    InProcessConnection.reading(() -> {
      var name = processes.named(process).name();
      parts.rights().require(principal, name, ProcessRight.ADMIN);
      var rights = Deployer.rights(parts.definitions().get(name, version).definition());
      if (!parts.store().setDefaultVersion(name, version, rights)) {
        throw unknownVersion(name, version);
      }
      parts.definitions().refresh();
      parts.rights().forget(); // a version brings rights of its own
      return true;
    });
  }

  private String visible(String process) {
    var row = processes.named(process);
    if (!processes.sees(row)) {
      parts.rights().require(principal, row.name(), ProcessRight.VIEW);
    }
    return row.name();
  }

  private static BaltoroException unknownVersion(String process, int version) {
    return new BaltoroException(
        Problem.UNKNOWN_PROCESS, "Process '%s' has no version %d.".formatted(process, version));
  }
}
