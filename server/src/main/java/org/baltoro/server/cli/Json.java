package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Explanation;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.InstanceError;
import org.baltoro.api.InstanceTimer;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.OperationReport;
import org.baltoro.api.Page;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceSummary;
import org.baltoro.api.WaitingServerItem;
import org.baltoro.api.WorklistEntry;
import org.jspecify.annotations.Nullable;

/** The {@code --json} shapes. Their names are stable: scripts read them. */
final class Json {
  private Json() {}

  /**
   * Maps, lists, numbers, truth values and text as indented JSON; anything else as its own text.
   * Written by hand because a mapping library takes longer to load than most commands to run.
   */
  static String text(@Nullable Object tree) {
    var json = new StringBuilder();
    write(json, tree, "\n");
    return json.toString();
  }

  /** Text as it is, anything else as JSON on one line. */
  static String inline(Object value) {
    if (value instanceof Map || value instanceof Collection) {
      return text(value).replaceAll("\n *", " ");
    }
    return value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
  }

  /** An object from names and values by turns; the order stays. */
  static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      object.put(String.valueOf(namesAndValues[index]), namesAndValues[index + 1]);
    }
    return object;
  }

  /** The objects that a list in an answer holds. */
  static List<Map<String, @Nullable Object>> objects(
      Map<String, @Nullable Object> answer, String name) {
    if (!(answer.get(name) instanceof List<?> items)) {
      return List.of();
    }
    var objects = new ArrayList<Map<String, @Nullable Object>>();
    for (var item : items) {
      if (item instanceof Map<?, ?> members) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((key, value) -> object.put(String.valueOf(key), value));
        objects.add(object);
      }
    }
    return Collections.unmodifiableList(objects);
  }

  static Map<String, @Nullable Object> of(ProcessInstance instance) {
    return object(
        "id", instance.id(),
        "process", instance.process(),
        "version", instance.version(),
        "status", instance.status().label(),
        "hasError", instance.hasError(),
        "stopRequested", instance.stopRequested(),
        "folio", instance.folio(),
        "priority", instance.priority(),
        "originator", instance.originator(),
        "startDate", instance.startDate(),
        "finishDate", instance.finishDate(),
        "parent", of(instance.parent()),
        "dataFields", instance.dataFields().all(),
        "hiddenFields", List.copyOf(instance.dataFields().hidden()),
        "activities", instance.activities().stream().map(Json::of).toList(),
        "errors", instance.errors().stream().map(Json::of).toList());
  }

  static Map<String, @Nullable Object> of(ProcessInstanceSummary instance) {
    return object(
        "id", instance.id(),
        "process", instance.process(),
        "version", instance.version(),
        "status", instance.status().label(),
        "hasError", instance.hasError(),
        "folio", instance.folio(),
        "priority", instance.priority(),
        "originator", instance.originator(),
        "startDate", instance.startDate(),
        "finishDate", instance.finishDate());
  }

  static Map<String, @Nullable Object> of(WaitingServerItem item) {
    return object(
        "serialNumber", item.serialNumber(),
        "instance", item.instance(),
        "process", item.process(),
        "version", item.version(),
        "folio", item.folio(),
        "activity", item.activity(),
        "event", item.event(),
        "since", item.since());
  }

  static Map<String, @Nullable Object> of(FinishReceipt receipt) {
    return object(
        "serialNumber", receipt.serialNumber(),
        "outcome", receipt.outcome().name().toLowerCase(Locale.ROOT),
        "by", receipt.by(),
        "at", receipt.at(),
        "droppedBy", receipt.droppedBy());
  }

  static Map<String, @Nullable Object> of(JournalEntry entry) {
    return object(
        "version", entry.version(),
        "at", entry.at(),
        "kind", entry.kind(),
        "activity", entry.activity(),
        "serialNumber", entry.serialNumber(),
        "by", entry.by(),
        "text", entry.text(),
        "details", entry.details(),
        "why", entry.why());
  }

  static Map<String, @Nullable Object> of(InstanceError error) {
    return object(
        "instance", error.instance(),
        "id", error.id(),
        "code", error.code(),
        "message", error.message(),
        "activity", error.activity(),
        "serialNumber", error.serialNumber(),
        "stackTrace", error.stackTrace(),
        "at", error.at());
  }

  static Map<String, @Nullable Object> of(OperationReport report) {
    var problem = report.problem();
    return object(
        "instance", report.instance(),
        "version", report.version(),
        "carriedOut", report.carriedOut(),
        "waits", report.waits(),
        "statusBefore", report.statusBefore().label(),
        "statusAfter", report.statusAfter().label(),
        "differences", report.differences().stream().map(Json::of).toList(),
        "journal", report.journal().stream().map(Json::of).toList(),
        "refused", report.refused(),
        "problem", problem == null ? null : problem.code());
  }

  static Map<String, @Nullable Object> of(OperationReport.Difference difference) {
    return object(
        "change", difference.change(),
        "kind", difference.kind(),
        "name", difference.name(),
        "detail", difference.detail());
  }

  static Map<String, @Nullable Object> of(InstanceTimer timer) {
    return object(
        "id", timer.id(),
        "kind", timer.kind(),
        "name", timer.name(),
        "activity", timer.activity(),
        "serialNumber", timer.serialNumber(),
        "dueDate", timer.dueDate(),
        "paused", timer.paused(),
        "round", timer.round());
  }

  static Map<String, @Nullable Object> of(WorklistEntry item) {
    return object(
        "serialNumber", item.serialNumber(),
        "instance", item.instance(),
        "process", item.process(),
        "folio", item.folio(),
        "priority", item.priority(),
        "activity", item.activity(),
        "event", item.event(),
        "actions", item.actions(),
        "destinations", item.destinations(),
        "startDate", item.startDate(),
        "status", item.status().label(),
        "originator", item.originator(),
        "onBehalfOf", item.onBehalfOf(),
        "allocatedTo", item.allocatedTo(),
        "instruction", item.instruction(),
        "formUrl", item.formUrl(),
        "expectedBy", item.expectedBy());
  }

  static Map<String, @Nullable Object> of(Explanation explanation) {
    return object(
        "instance", explanation.instance(),
        "status", explanation.status().label(),
        "summary", explanation.summary(),
        "waits", explanation.waits().stream().map(Json::of).toList(),
        "lines", explanation.lines().stream().map(Json::of).toList());
  }

  private static Map<String, @Nullable Object> of(Explanation.Wait wait) {
    return object(
        "what", wait.what(),
        "activity", wait.activity(),
        "serialNumber", wait.serialNumber(),
        "since", wait.since(),
        "dueDate", wait.dueDate(),
        "movedBy", wait.movedBy());
  }

  private static Map<String, @Nullable Object> of(Explanation.LineTaken line) {
    return object(
        "activityInstance", line.activityInstance(),
        "from", line.from(),
        "to", line.to(),
        "rule", line.rule(),
        "otherwise", line.otherwise(),
        "taken", line.taken(),
        "values", line.values(),
        "at", line.at());
  }

  static Map<String, @Nullable Object> of(DefinitionProblem problem) {
    return object(
        "file", problem.file(),
        "line", problem.line(),
        "column", problem.column(),
        "path", problem.path(),
        "found", problem.found(),
        "expected", problem.expected(),
        "nearest", problem.nearest(),
        "warning", problem.warning());
  }

  /** A page: {@code items}, and {@code nextCursor} for the option {@code --cursor}. */
  static Map<String, @Nullable Object> page(
      Page<?> page, List<Map<String, @Nullable Object>> items) {
    return object("items", items, "nextCursor", page.nextCursor());
  }

  private static Map<String, @Nullable Object> of(ProcessInstance.ActiveActivity activity) {
    return object(
        "id", activity.id(),
        "name", activity.name(),
        "startDate", activity.startDate(),
        "events", activity.events().stream().map(Json::of).toList());
  }

  private static @Nullable Map<String, @Nullable Object> of(
      ProcessInstance.@Nullable ParentInstance parent) {
    return parent == null
        ? null
        : object("id", parent.id(), "serialNumber", parent.serialNumber(), "waits", parent.waits());
  }

  private static Map<String, @Nullable Object> of(ProcessInstance.OpenEvent event) {
    return object(
        "serialNumber", event.serialNumber(),
        "name", event.name(),
        "status", event.status(),
        "attempt", event.attempt(),
        "since", event.since(),
        "dueDate", event.dueDate(),
        "child", event.child());
  }

  private static void write(StringBuilder json, @Nullable Object value, String newLine) {
    switch (value) {
      case null -> json.append("null");
      case Boolean truth -> json.append(truth);
      case Double number when !Double.isFinite(number) -> quote(json, number.toString());
      case Number number -> json.append(number);
      case byte[] bytes -> quote(json, Base64.getEncoder().encodeToString(bytes));
      case Map<?, ?> map -> writeObject(json, map, newLine);
      case Collection<?> items -> writeArray(json, items, newLine);
      default -> quote(json, value.toString());
    }
  }

  private static void writeObject(StringBuilder json, Map<?, ?> map, String newLine) {
    var separator = "";
    json.append('{');
    for (var member : map.entrySet()) {
      json.append(separator).append(newLine).append("  ");
      quote(json, String.valueOf(member.getKey()));
      json.append(": ");
      write(json, member.getValue(), newLine + "  ");
      separator = ",";
    }
    json.append(map.isEmpty() ? "}" : newLine + "}");
  }

  private static void writeArray(StringBuilder json, Collection<?> items, String newLine) {
    var separator = "";
    json.append('[');
    for (var item : items) {
      json.append(separator).append(newLine).append("  ");
      write(json, item, newLine + "  ");
      separator = ",";
    }
    json.append(items.isEmpty() ? "]" : newLine + "]");
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int index = 0; index < text.length(); index++) {
      char letter = text.charAt(index);
      switch (letter) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          // Below 0x20 it must be; terminals are commanded by others, too.
          if (Terminal.isCommand(letter)) {
            json.append("\\u%04x".formatted((int) letter));
          } else {
            json.append(letter);
          }
        }
      }
    }
    json.append('"');
  }
}
