package org.baltoro.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.api.Explanation;
import org.baltoro.api.Explanation.LineTaken;
import org.baltoro.api.Explanation.Wait;
import org.baltoro.api.ProcessInstanceStatus;

/** Reads explanations. */
final class HttpExplanation {
  private HttpExplanation() {}

  static Explanation of(JsonObject json) {
    return new Explanation(
        json.number("instance"),
        ProcessInstanceStatus.of(json.text("status")),
        json.text("summary"),
        json.list("waits", HttpExplanation::wait),
        json.list("lines", HttpExplanation::line));
  }

  private static Wait wait(JsonObject json) {
    return new Wait(
        json.text("what"),
        json.textOrNull("activity"),
        json.textOrNull("serialNumber"),
        json.time("since"),
        json.timeOrNull("dueDate"),
        json.text("movedBy"));
  }

  private static LineTaken line(JsonObject json) {
    return new LineTaken(
        json.integer("activityInstance"),
        json.text("from"),
        json.text("to"),
        json.textOrNull("rule"),
        json.truth("otherwise"),
        json.truth("taken"),
        values(json.object("values")),
        json.time("at"));
  }

  private static Map<String, String> values(JsonObject json) {
    var values = new LinkedHashMap<String, String>();
    json.members().forEach((name, value) -> values.put(name, String.valueOf(value)));
    return values;
  }
}
