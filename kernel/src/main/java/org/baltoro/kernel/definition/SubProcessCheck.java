package org.baltoro.kernel.definition;

import java.util.ArrayList;
import java.util.Map;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;

/** A sub-process: the name of the child, what it is given, what is taken back. */
final class SubProcessCheck {
  private static final int FIELDS_MAX = 1_000;

  private SubProcessCheck() {}

  static void check(
      ProcessDefinition definition,
      ActivityDefinition activity,
      String path,
      SubProcess child,
      Findings findings) {
    process(path + ".process", child.process(), findings);
    if (child.folio() != null && child.folio().text().isBlank()) {
      findings.error(
          path + ".folio", "nothing", "an expression, or no folio: then the child's own");
    }
    expressions(path + ".send", child.send(), findings);
    expressions(path + ".receive", child.receive(), findings);
    receivers(definition, activity, path + ".receive", child, findings);
    if (!child.synchronous()) {
      waitingOnly(path, child, findings);
    }
  }

  private static void process(String path, String name, Findings findings) {
    if (name.isBlank()) {
      findings.error(path, "nothing", "the full name of a process: folder/name");
      return;
    }
    try {
      new ProcessName(name);
    } catch (IllegalArgumentException malformed) {
      findings.error(
          path,
          "'%s'".formatted(Findings.shortened(name)),
          "the full name of a process: folder/name, 1 to 200 characters");
    }
  }

  private static void expressions(
      String path, Map<String, Expression> expressions, Findings findings) {
    if (expressions.size() > FIELDS_MAX) {
      findings.error(path, expressions.size() + " data fields", "at most " + FIELDS_MAX);
      return;
    }
    expressions.forEach((name, expression) -> {
      if (expression.text().isBlank()) {
        findings.error(path + "." + name, "nothing", "an expression");
      }
    });
  }

  private static void receivers(
      ProcessDefinition definition,
      ActivityDefinition activity,
      String path,
      SubProcess child,
      Findings findings) {
    var names = new ArrayList<String>();
    definition.dataFields().forEach(field -> names.add(field.name()));
    activity.dataFields().forEach(field -> names.add(field.name()));
    for (var name : child.receive().keySet()) {
      if (!names.contains(name)) {
        findings.unknown(
            path + "." + name,
            "the data field '%s', which neither the process nor the activity has"
                .formatted(Findings.shortened(name)),
            name,
            names);
      }
    }
  }

  /** What only an event means that waits for the child. */
  private static void waitingOnly(String path, SubProcess child, Findings findings) {
    if (!child.receive().isEmpty()) {
      needless(path + ".receive", "receive", findings);
    }
    if (child.onFailure() != OnFailure.WAIT) {
      needless(path + ".onFailure", "onFailure", findings);
    }
    if (child.onDelete() != OnDelete.FAIL) {
      needless(path + ".onDelete", "onDelete", findings);
    }
    if (child.onEnd() != OnEnd.LEAVE) {
      needless(path + ".onEnd", "onEnd", findings);
    }
  }

  private static void needless(String path, String key, Findings findings) {
    findings.error(
        path,
        "%s in a sub-process that is not waited for".formatted(key),
        "synchronous: true, or no " + key);
  }
}
