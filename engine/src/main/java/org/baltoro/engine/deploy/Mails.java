package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.ProcessDefinition;

/** Where a definition sends mail. */
final class Mails {
  private final List<String> paths = new ArrayList<>();

  private Mails() {}

  /** The paths of all mails, in the order of the file. */
  static List<String> of(ProcessDefinition definition) {
    var mails = new Mails();
    mails.add("", definition.escalations());
    definition.activities().forEach((name, activity) -> mails.add("activities." + name, activity));
    return mails.paths;
  }

  private void add(String path, ActivityDefinition activity) {
    for (int place = 0; place < activity.events().size(); place++) {
      add("%s.events[%d].".formatted(path, place), activity.events().get(place).escalations());
    }
    add(path + ".", activity.escalations());
  }

  private void add(String owner, List<Escalation> escalations) {
    for (int place = 0; place < escalations.size(); place++) {
      if (escalations.get(place).action() instanceof Escalation.Action.Mail) {
        paths.add("%sescalations[%d].mail".formatted(owner, place));
      }
    }
  }
}
