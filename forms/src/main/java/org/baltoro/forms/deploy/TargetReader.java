package org.baltoro.forms.deploy;

import java.util.List;
import org.baltoro.forms.document.Target;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads where a value goes: <code>{ control: Header.Total }</code>. */
final class TargetReader {
  static final List<String> KINDS =
      List.of(
          "control",
          "field",
          "parameter",
          "rows",
          "items",
          "input",
          "methodParameter",
          "documentParameter",
          "dataField");
  private static final List<String> KEYS = Parts.with(KINDS, "property", "id");
  private static final String EXPECTED = "one of { " + String.join(": ..., ", KINDS) + ": ... }";

  private final Parts parts;

  TargetReader(Parts parts) {
    this.parts = parts;
  }

  /** Null, and noted, where it can't be read. It may have an {@code id}: the mapping's. */
  @Nullable Target read(Part part) {
    if (!part.isMapping()) {
      parts.reading.unreadable(part.path(), part.shown(), EXPECTED);
      return null;
    }
    var section = parts.section(part, "where a value goes", KEYS);
    var kinds = part.keys().stream().filter(KINDS::contains).toList();
    if (kinds.size() != 1) {
      if (!section.hasUnknown()) {
        parts.reading.unreadable(part.path(), "a mapping with " + part.keys(), EXPECTED);
      }
      return null;
    }
    var kind = kinds.getFirst();
    section.allowOnly(
        kind.equals("control") ? List.of(kind, "property", "id") : List.of(kind, "id"),
        "{ %s: ... }".formatted(kind));
    return target(section, kind);
  }

  private Target target(Section section, String kind) {
    var part = java.util.Objects.requireNonNull(section.part(kind));
    return switch (kind) {
      case "control" -> control(section, part);
      case "field" -> {
        var reference = parts.reference(part);
        yield new Target.FieldValue(reference.scope(), reference.id());
      }
      case "parameter" -> {
        var reference = parts.reference(part);
        yield new Target.ParameterValue(reference.scope(), reference.id());
      }
      case "rows" -> new Target.ViewRows(parts.scope(part));
      case "items" -> {
        var reference = parts.reference(part);
        yield new Target.ControlItems(reference.scope(), reference.id());
      }
      case "input" -> new Target.InputProperty(section.requiredText(kind, "a property"));
      case "methodParameter" ->
          new Target.MethodParameter(section.requiredText(kind, "a parameter"));
      case "documentParameter" ->
          new Target.DocumentParameter(section.requiredText(kind, "a parameter"));
      default -> new Target.DataField(section.requiredText(kind, "a data field"));
    };
  }

  private Target control(Section section, Part part) {
    var reference = parts.reference(part);
    return section.has("property")
        ? new Target.ControlProperty(
            reference.scope(), reference.id(), SourceReader.property(section))
        : new Target.ControlValue(reference.scope(), reference.id());
  }
}
