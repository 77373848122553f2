package org.baltoro.kernel;

import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.IncomingLine;
import org.jspecify.annotations.Nullable;

/**
 * What is called how, and stands where, in another version.
 *
 * @param names new names by old ones, of activities and events; "" for a removed one
 */
record VersionMapping(
    ProcessDefinition before, ProcessDefinition after, Map<String, String> names) {

  /** The activity's name in the new version; null when it was removed. */
  @Nullable String renamed(String activity) {
    var name = names.getOrDefault(activity, activity);
    return name.isEmpty() ? null : name;
  }

  /** The activity in the new version; null when that has none of its name. */
  @Nullable ActivityDefinition moved(String activity) {
    var name = renamed(activity);
    return name == null ? null : after.activities().get(name);
  }

  /**
   * The event's name in the new version, with or without its activity's; "" when it was removed.
   */
  String renamedEvent(String activity, String event) {
    var name = names.getOrDefault(activity + "/" + event, event);
    return name.substring(name.indexOf('/') + 1);
  }

  /** The line that leads between the same activities, the n-th of them; null without one. */
  @Nullable IncomingLine moved(IncomingLine line) {
    var lines = before.activity(line.from()).lines();
    var to = lines.get(line.line()).to();
    int number = 0;
    for (int place = 0; place < line.line(); place++) {
      number += lines.get(place).to().equals(to) ? 1 : 0;
    }
    var source = moved(line.from());
    var target = renamed(to);
    if (source != null && target != null) {
      for (int place = 0; place < source.lines().size(); place++) {
        if (source.lines().get(place).to().equals(target) && number-- == 0) {
          return new IncomingLine(source.name(), place);
        }
      }
    }
    return null;
  }

  /** The event's place in the activity; -1 when it has none of that name. */
  static int place(ActivityDefinition activity, String event) {
    List<EventDefinition> events = activity.events();
    for (int place = 0; place < events.size(); place++) {
      if (events.get(place).name().equals(event)) {
        return place;
      }
    }
    return -1;
  }
}
