package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "act",
    description = {
      "Choose an action of an item of your worklist, or of many. The process goes on from there"
          + " when all whose answer it waits for have chosen.",
      "",
      "Or send the instance to another activity with --goto: no lines are followed then."
    })
final class ActCommand extends ServerCommand {
  private static final Pattern SERIAL = Pattern.compile("[0-9]+_[0-9]+");

  @Parameters(
      arity = "1..*",
      paramLabel = "SERIAL... ACTION",
      hideParamSyntax = true,
      description = {
        "Serial numbers, for example 4711_2, and then the action, for example Approve. 'baltoro"
            + " worklist' lists both."
      })
  @SuppressWarnings("NullAway.Init")
  private List<String> words;

  @Option(
      names = "--goto",
      paramLabel = "ACTIVITY",
      description = "In place of an action: the item's activity expires, this one is created.")
  private @Nullable String activity;

  @Option(
      names = "--expire-all",
      description = "With --goto: all that is active expires, not just the item's activity.")
  private boolean expireAll;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "NAME=VALUE",
      description =
          "A data field to set in the same commit: the activity's of that name if it has one, else"
              + " the process's. Repeat for more.")
  private List<String> data = new ArrayList<>();

  @Mixin private SyncOption sync = new SyncOption();

  @Override
  int run(Connection connection) {
    var serials = words.stream().takeWhile(word -> SERIAL.matcher(word).matches()).toList();
    var rest = words.subList(serials.size(), words.size());
    var action = rest.size() == 1 ? rest.getFirst() : null;
    if (rest.size() > 1) {
      throw new UsageException(
          "One action is chosen, and %d words stand after the serial numbers: %s."
              .formatted(rest.size(), String.join(", ", rest)));
    }
    if ((action == null) == (activity == null)) {
      throw new UsageException("Give an action, or --goto and an activity: one of the two.");
    }
    if (expireAll && activity == null) {
      throw new UsageException("--expire-all goes with --goto; an action expires nothing else.");
    }
    if (activity != null && !data.isEmpty()) {
      throw new UsageException("--data goes with an action; --goto changes no data fields.");
    }
    if (serials.isEmpty() && action != null) {
      throw new UsageException(
          "'%s' is no serial number: they look like 4711_2.".formatted(words.getFirst()));
    }
    if (serials.size() == 1) {
      return one(connection, serials.getFirst(), action);
    }
    if (action == null) {
      throw new UsageException("--goto goes with one item.");
    }
    return many(connection, serials, action);
  }

  private int one(Connection connection, String serialNumber, @Nullable String action) {
    var item = sync.patient(connection).openWorklistItem(serialNumber, false);
    if (action != null) {
      FieldText.set(item, data);
      item.finish(action, sync.wanted());
    } else if (activity != null) {
      item.gotoActivity(activity, sync.wanted(), expireAll);
    }
    if (json()) {
      printJson(Json.object("serialNumber", serialNumber, "action", action, "goto", activity));
    } else {
      print("%s: %s", serialNumber, told(item, action));
    }
    return ExitCode.OK;
  }

  /** Whether others still have to answer is not known here. */
  private String told(WorklistItem item, @Nullable String action) {
    if (action == null) {
      return "sent to %s.".formatted(activity);
    }
    boolean updates =
        item.allowedActions().stream()
            .anyMatch(allowed -> allowed.name().equals(action) && allowed.update());
    return updates
        ? "%s. Saved; the item stays with you.".formatted(action)
        : "%s. Your part is done.".formatted(action);
  }

  private int many(Connection connection, List<String> serials, String action) {
    if (sync.wanted()) {
      throw new UsageException("--sync goes with one item: each of many is answered as stored.");
    }
    var results =
        data.isEmpty()
            ? connection.finishWorklistItems(serials, action, Map.of())
            : serials.stream().map(serial -> withData(connection, serial, action)).toList();
    boolean all = results.stream().allMatch(result -> result.refused() == null);
    if (json()) {
      printJson(results.stream().map(ActCommand::json).toList());
      return all ? ExitCode.OK : ExitCode.REFUSED;
    }
    for (var result : results) {
      print(
          "%s: %s",
          result.serialNumber(), result.refused() == null ? action + "." : result.refused());
    }
    return all ? ExitCode.OK : ExitCode.REFUSED;
  }

  /** One of many, by itself: the fields and their types are those of its own process. */
  private WorklistResult withData(Connection connection, String serialNumber, String action) {
    try {
      var item = connection.openWorklistItem(serialNumber, false);
      boolean apart =
          item.allowedActions().stream()
              .anyMatch(allowed -> allowed.name().equals(action) && !allowed.batchable());
      if (apart) {
        return new WorklistResult(
            serialNumber,
            Problem.INVALID_REQUEST,
            "'%s' can't be chosen for many items at once: decide on this one alone."
                .formatted(action));
      }
      FieldText.set(item, data);
      item.finish(action);
      return new WorklistResult(serialNumber, null, null);
    } catch (BaltoroException refusal) {
      return new WorklistResult(serialNumber, refusal.problem(), refusal.getMessage());
    } catch (UsageException mistake) {
      return new WorklistResult(serialNumber, Problem.INVALID_DATA, mistake.getMessage());
    }
  }

  private static Object json(WorklistResult result) {
    return Json.object(
        "serialNumber",
        result.serialNumber(),
        "problem",
        result.problem() == null ? null : result.problem().code(),
        "refused",
        result.refused());
  }
}
