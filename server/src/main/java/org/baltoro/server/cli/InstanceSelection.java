package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which instances, and how fast, where one number does not. */
final class InstanceSelection {
  @Option(names = "--process", paramLabel = "NAME", description = "Only of this process.")
  private @Nullable String process;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only in this status: Error, Running, Active, Stopped.")
  private @Nullable String status;

  @Option(
      names = "--folio",
      paramLabel = "TEXT",
      description = "Only with this folio; a prefix when it ends with *.")
  private @Nullable String folio;

  @Option(names = "--originator", paramLabel = "USER", description = "Only started by this user.")
  private @Nullable String originator;

  @Option(
      names = "--parent",
      paramLabel = "ID",
      description = "Only those that sub-processes of this instance have started.")
  private @Nullable Long parent;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "NAME=VALUE",
      description = "Only with this value in a searchable data field. Repeat for more.")
  private List<String> data = new ArrayList<>();

  @Option(names = "--all", description = "Every instance: needed where no condition is given.")
  private boolean all;

  @Option(
      names = "--batch",
      paramLabel = "COUNT",
      description = "Instances of one step, 1 to 1000. Default: 50.")
  private int batch = 50;

  @Option(
      names = "--per-second",
      paramLabel = "COUNT",
      description = "Instances in a second at most, 1 to 10000. Default: 100.")
  private int perSecond = 100;

  /** True when instances are asked for by conditions, or all of them. */
  boolean given() {
    return all || conditions();
  }

  private boolean conditions() {
    return process != null
        || status != null
        || folio != null
        || originator != null
        || parent != null
        || !data.isEmpty();
  }

  /** What the conditions ask for, a step at a time. */
  ProcessInstanceQuery query() {
    if (all && conditions()) {
      throw new UsageException("--all is every instance: leave it out, or the conditions.");
    }
    return new ProcessInstanceQuery(
        process,
        status == null ? null : status(status),
        folio,
        originator,
        null,
        null,
        parent,
        FieldText.conditions(data),
        null,
        Math.min(between("--batch", batch, 1000), perSecond()));
  }

  int perSecond() {
    return between("--per-second", perSecond, 10_000);
  }

  private static int between(String option, int given, int most) {
    if (given < 1 || given > most) {
      throw new UsageException("%s is %d: give 1 to %d.".formatted(option, given, most));
    }
    return given;
  }

  /** The status with this label. */
  static ProcessInstanceStatus status(String label) {
    try {
      return ProcessInstanceStatus.of(label);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException("--status: " + unknown.getMessage());
    }
  }
}
