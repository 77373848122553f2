package org.baltoro.server.cli;

import java.util.Set;
import org.baltoro.api.JournalEntry;
import org.jspecify.annotations.Nullable;

/** Which facts are noted beside the way of an instance, and in which words. */
final class PathNotes {
  /** Facts of the process itself, in the journal's own words. */
  static final Set<String> OF_PROCESS =
      Set.of(
          "EscalationNotSet",
          "OperationAwaited",
          "OperationDropped",
          "ProcessMigrated",
          "ProcessStopped",
          "ProcessResumed",
          "ProcessDeleted");

  private PathNotes() {}

  /** What is noted of an item; null for what changes the instance, not its way. */
  static @Nullable String ofItem(JournalEntry entry, Details details) {
    return switch (entry.kind()) {
      case "AttemptFailed" ->
          "attempt %s failed: %s"
              .formatted(
                  details.text("attempt"), details.text("message").lines().findFirst().orElse(""));
      case "AttemptLost" -> "attempt %s was lost with its node".formatted(details.text("attempt"));
      case "AttemptFenced" ->
          "attempt %s given up by %s".formatted(details.text("attempt"), entry.by());
      case "FinishKept" -> "finish by %s kept".formatted(entry.by());
      case "FinishDropped" -> "finish by %s dropped".formatted(entry.by());
      case "LateCallback" -> "late callback by %s refused".formatted(entry.by());
      case "WorklistItemRedirected" ->
          "redirected by %s to %s".formatted(entry.by(), details.list("to"));
      case "ClientEventResponded" -> {
        var response = details.nested("response");
        yield chose(entry, response.text("outcome"), response);
      }
      case "ClientEventFinished" ->
          details.text("ending").equals("FINISHED")
              ? chose(entry, details.text("action"), details)
              : ending(entry, details);
      case "ChildReported" -> child(details);
      case "ServerEventFinished", "CodeEnded" -> ending(entry, details);
      default -> null;
    };
  }

  private static String chose(JournalEntry entry, String action, Details details) {
    var whose = details.text("onBehalfOf");
    return "%s chose '%s'%s".formatted(entry.by(), action, whose.isEmpty() ? "" : " for " + whose);
  }

  /** Null when it has completed, for then the event is finished by it. */
  private static @Nullable String child(Details details) {
    var child = "process instance " + details.text("child");
    return switch (details.text("news")) {
      case "STARTED" -> child + " started";
      case "REFUSED" -> child + " not started";
      case "DELETED" -> child + " deleted by " + details.text("detail");
      case "FAILED" -> child + " in error";
      default -> null;
    };
  }

  private static @Nullable String ending(JournalEntry entry, Details details) {
    return switch (details.text("ending")) {
      case "FINISHED" -> "finished by " + entry.by();
      case "SKIPPED" -> "skipped by " + entry.by();
      case "EXPIRED" -> "expired by " + entry.by();
      case "HANDLED" -> "error handled by " + entry.by();
      default -> null; // its code returned, or its instance was deleted
    };
  }
}
