package org.baltoro.forms.deploy;

import java.util.List;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.document.Scope;
import org.baltoro.language.yaml.Section;

/** Reads which items: <code>{ view: Lines, state: added }</code>, of a view or of a control. */
final class ItemsReader {
  private ItemsReader() {}

  static Items read(Parts parts, Section owner, String key) {
    var part = owner.part(key);
    if (part == null) {
      owner.missing(key, "{ view: ..., state: ... } or { control: ..., state: ... }");
      return new Items(Scope.OWN, null, ItemState.ALL);
    }
    if (!part.isMapping()) {
      return new Items(parts.scope(part), null, ItemState.ALL);
    }
    var section = parts.section(part, "the rows of a view", List.of("view", "control", "state"));
    var state = section.choice("state", Words.all(ItemState.class), ItemState.ALL);
    var control = section.part("control");
    if (control == null) {
      if (!section.has("view")) {
        section.missing("view or control");
      }
      return new Items(parts.scope(section, "view"), null, state);
    }
    if (section.has("view")) {
      section.allowOnly(List.of("control", "state"), "items of a control");
    }
    var reference = parts.reference(control);
    return new Items(reference.scope(), reference.id(), state);
  }
}
