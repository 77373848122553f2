package org.baltoro.forms.deploy;

import java.util.List;
import org.baltoro.forms.smartobject.Rights;
import org.baltoro.language.yaml.Section;

/** Reads who may do something: {@code everyone}, or users and groups. */
final class RightsReader {
  private RightsReader() {}

  /** {@link Rights#EVERYONE} where nothing is said. */
  static Rights read(Parts parts, Section owner, String key) {
    var part = owner.part(key);
    if (part == null) {
      return Rights.EVERYONE;
    }
    if (!part.isMapping()) {
      if (!"everyone".equals(part.single())) {
        parts.reading.unreadable(
            part.path(), part.shown(), "everyone, or { users: [...], groups: [...] }");
      }
      return Rights.EVERYONE;
    }
    var section = parts.section(part, "users and groups", List.of("users", "groups"));
    return new Rights.Only(
        section.texts("users", "users' names"), section.texts("groups", "groups' names"));
  }
}
