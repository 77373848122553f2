package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.Criterion.ValidatedControl;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;

/** Reads what must hold: FEEL as it stands, or a mapping that says what else is asked. */
final class ConditionReader {
  private static final List<String> KINDS = List.of("holds", "valid", "confirmed", "errorOccurred");
  private static final List<String> KEYS =
      Parts.with(
          KINDS,
          "controls",
          "skipHidden",
          "skipDisabled",
          "skipReadOnly",
          "title",
          "id",
          "enabled",
          "comment");
  private static final String EXPECTED =
      "FEEL, or one of { " + String.join(": ..., ", KINDS) + ": ... }";
  private static final Criterion MAKESHIFT = new Criterion.ErrorOccurred();

  private final Parts parts;
  private final SourceReader sources;

  ConditionReader(Parts parts) {
    this.parts = parts;
    this.sources = new SourceReader(parts);
  }

  /** Those of a handler; one that stands without a list is the only one. */
  List<Condition> read(Section handler, String key, String owner) {
    var part = handler.part(key);
    var conditions = new ArrayList<Condition>();
    for (var item : part == null ? List.<Part>of() : Section.listed(part)) {
      conditions.add(read(item, Ids.of(owner, "if", conditions.size())));
    }
    return conditions;
  }

  Condition read(Part part, String derived) {
    if (!part.isMapping()) {
      var text = part.single();
      if (text == null) {
        parts.reading.unreadable(part.path(), part.shown(), EXPECTED);
      }
      return new Condition(
          parts.register(derived, part.path()),
          new Criterion.Holds(text == null ? "true" : text),
          true,
          "");
    }
    var section = parts.section(part, EXPECTED, KEYS);
    return new Condition(
        parts.id(section, part.path(), derived),
        criterion(section, part),
        section.truth("enabled", true),
        section.text("comment", ""));
  }

  private Criterion criterion(Section section, Part part) {
    var kinds = part.keys().stream().filter(KINDS::contains).toList();
    if (kinds.size() != 1) {
      if (!section.hasUnknown()) {
        parts.reading.unreadable(part.path(), "a mapping with " + part.keys(), EXPECTED);
      }
      return MAKESHIFT;
    }
    var kind = kinds.getFirst();
    section.allowOnly(keys(kind), "{ %s: ... }".formatted(kind));
    return switch (kind) {
      case "holds" -> new Criterion.Holds(section.requiredText(kind, "FEEL"));
      case "valid" -> validation(section);
      case "confirmed" ->
          new Criterion.Confirmation(sources.read(section, "title"), sources.read(section, kind));
      default -> {
        section.truth(kind, true);
        yield new Criterion.ErrorOccurred();
      }
    };
  }

  private static List<String> keys(String kind) {
    return switch (kind) {
      case "valid" ->
          List.of(
              kind,
              "controls",
              "skipHidden",
              "skipDisabled",
              "skipReadOnly",
              "id",
              "enabled",
              "comment");
      case "confirmed" -> List.of(kind, "title", "id", "enabled", "comment");
      default -> List.of(kind, "id", "enabled", "comment");
    };
  }

  private Criterion validation(Section section) {
    var controls = new ArrayList<ValidatedControl>();
    for (var item : section.items("controls", "a list of controls")) {
      controls.add(control(item));
    }
    return new Criterion.Validation(
        parts.scope(section, "valid"),
        controls,
        section.truth("skipHidden", true),
        section.truth("skipDisabled", true),
        section.truth("skipReadOnly", true));
  }

  private ValidatedControl control(Part item) {
    if (!item.isMapping()) {
      var control = parts.reference(item);
      return new ValidatedControl(control.scope(), control.id(), false, true);
    }
    var section = parts.section(item, "a control", List.of("control", "required", "validate"));
    var part = section.part("control");
    if (part == null) {
      section.missing("control", References.EXPECTED_REFERENCE);
    }
    var control =
        part == null
            ? new References.Reference(org.baltoro.forms.document.Scope.OWN, "")
            : parts.reference(part);
    return new ValidatedControl(
        control.scope(),
        control.id(),
        section.truth("required", false),
        section.truth("validate", true));
  }
}
