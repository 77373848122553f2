package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.ClientAction.Kind;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads the actions of a client event: names, or mappings with a name. */
final class ActionReader {
  private static final List<String> KEYS = List.of("name", "kind", "batch", "allow", "deny");
  private static final String EXPECTED = "the actions that may be chosen";
  private static final String SUBJECTS = "users, group:<name> or role:<name>";

  private ActionReader() {}

  static List<ClientAction> read(Reading reading, Section event) {
    var part = event.part("actions");
    var actions = new ArrayList<ClientAction>();
    for (var item : part == null ? List.<Part>of() : Section.listed(part)) {
      if (item.node() instanceof MappingNode) {
        actions.add(action(Section.of(reading, item, "an action with name: <its name>", KEYS)));
      } else {
        var name = event.text(item, EXPECTED);
        if (name != null) {
          actions.add(new ClientAction(name));
        }
      }
    }
    return actions;
  }

  private static ClientAction action(Section section) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("finish", Kind.FINISH);
    kinds.put("update", Kind.UPDATE);
    return new ClientAction(
        section.requiredText("name", "the action's name"),
        section.choice("kind", kinds, Kind.FINISH),
        section.truth("batch", true),
        section.texts("allow", SUBJECTS),
        section.texts("deny", SUBJECTS));
  }
}
