package org.baltoro.server.cli;

import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.OperationReport;
import org.baltoro.api.ProcessInstanceQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A command that manages: one instance by its number, or all that conditions find, in throttled
 * steps. It asks nothing: {@code --preview} shows what it would do.
 */
abstract class ManagementCommand extends ServerCommand {
  @Mixin private InstanceSelection selection = new InstanceSelection();

  @Option(names = "--preview", description = "Show what would happen; change nothing.")
  private boolean preview;

  /** What stands without an option: the instance's number if there are no conditions, and more. */
  abstract List<String> words();

  /** The operation that the command line asks for. */
  abstract ManagementOperation operation(Connection connection, Target target);

  /**
   * Which instances, and the words after that.
   *
   * @param id null: those of the query
   */
  record Target(long id, @Nullable ProcessInstanceQuery query, List<String> rest) {

    /** The only word that is left. */
    String only(String label) {
      if (rest.size() != 1) {
        throw new UsageException(
            rest.isEmpty()
                ? "%s is missing.".formatted(label)
                : "Only %s is expected, not '%s'.".formatted(label, String.join(" ", rest)));
      }
      return rest.getFirst();
    }

    /** The number of an error, which only one instance has. */
    int error() {
      var error = only("ERROR");
      if (query != null) {
        throw new UsageException(instanceBesideConditions());
      }
      if (!error.matches("[1-9][0-9]{0,8}")) {
        throw new UsageException(
            "'%s' is no number of an error of one instance: 'baltoro errors' shows them."
                .formatted(error));
      }
      return Integer.parseInt(error);
    }

    void nothingElse() {
      if (!rest.isEmpty()) {
        throw new UsageException(
            query != null
                ? instanceBesideConditions()
                : "'%s' is not expected: give one instance's number and no more."
                    .formatted(String.join(" ", rest)));
      }
    }

    private String instanceBesideConditions() {
      return "'%s' is one instance, and conditions or --all say which: give the one or the other."
          .formatted(String.join(" ", rest));
    }
  }

  @Override
  final int run(Connection connection) {
    var target = target();
    var operation = operation(connection, target);
    if (target.query() != null) {
      return new BatchRun(
              connection.management(),
              terminal(),
              target.query(),
              operation,
              preview,
              selection.perSecond())
          .run(json());
    }
    var report =
        preview
            ? connection.management().preview(target.id(), operation)
            : connection.management().carryOut(target.id(), operation);
    print(report);
    return report.refused() == null ? ExitCode.OK : ExitCode.REFUSED;
  }

  private Target target() {
    var words = words();
    if (selection.given()) {
      return new Target(0, selection.query(), words);
    }
    var which = "Say which instances: give one's number, or conditions as --process, or --all.";
    if (words.isEmpty()) {
      throw new UsageException(which);
    }
    var first = words.getFirst();
    if (!InstanceNumber.is(first)) {
      throw new UsageException(InstanceNumber.wrong(first) + " " + which);
    }
    return new Target(Long.parseLong(first), null, words.subList(1, words.size()));
  }

  private void print(OperationReport report) {
    if (json()) {
      printJson(Json.of(report));
      return;
    }
    if (report.refused() != null) {
      print("Refused: %s", report.refused());
      return;
    }
    if (preview || tellsDifferences()) {
      Differences.print(terminal(), report.differences());
    }
    print("%s", preview ? foretold(report) : done(report));
  }

  /** False where the last line says it all. */
  boolean tellsDifferences() {
    return true;
  }

  private static String foretold(OperationReport report) {
    return "Instance %d would %s %s%s. Nothing was changed."
        .formatted(
            report.instance(),
            report.statusBefore() == report.statusAfter() ? "stay" : "become",
            report.statusAfter().label(),
            report.waits() ? ", when its code has returned" : "");
  }

  /** How the instance stands now. */
  String done(OperationReport report) {
    return "Instance %d is %s%s."
        .formatted(
            report.instance(),
            report.statusAfter().label(),
            report.waits() ? "; this is carried out when its code has returned" : "");
  }
}
