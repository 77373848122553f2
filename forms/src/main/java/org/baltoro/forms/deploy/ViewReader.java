package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Field;
import org.baltoro.forms.document.ListEditing;
import org.baltoro.forms.document.View;
import org.baltoro.forms.document.ViewKind;
import org.baltoro.forms.document.ViewSource;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads views. */
final class ViewReader {
  private static final List<String> KEYS =
      List.of(
          "view",
          "id",
          "title",
          "description",
          "kind",
          "source",
          "fields",
          "controls",
          "parameters",
          "editing",
          "rules");
  private static final int PAGE_SIZE_MAX = 1_000;

  private final Parts parts;

  private ViewReader(Parts parts) {
    this.parts = parts;
  }

  static View read(Parts parts, Part root) {
    return new ViewReader(parts).view(parts.section(root, "a view", KEYS));
  }

  private View view(Section section) {
    var name = DocumentName.read(parts, section, "view");
    var kind = section.choice("kind", Words.all(ViewKind.class), ViewKind.ITEM);
    return new View(
        DocumentName.id(section, name),
        name,
        0,
        section.text("title", ""),
        section.text("description", ""),
        kind,
        source(section),
        fields(section),
        new ControlReader(parts).read(section),
        ParameterReader.read(parts, section),
        editing(section, kind),
        new RuleReader(parts).read(section));
  }

  private @Nullable ViewSource source(Section view) {
    var part = view.part("source");
    if (part == null) {
      return null;
    }
    var section =
        parts.section(
            part,
            "the SmartObject that the view shows",
            List.of(
                "smartObject", "method", "inputs", "parameters", "filter", "order", "pageSize"));
    var filters = new FilterReader(parts);
    int pageSize = section.whole("pageSize", 0);
    if (pageSize < 0 || pageSize > PAGE_SIZE_MAX) {
      parts.reading.unreadable(
          section.path("pageSize"), String.valueOf(pageSize), "1 to 1000, or 0 for all rows");
      pageSize = 0;
    }
    return new ViewSource(
        section.requiredText("smartObject", "a SmartObject's full name"),
        section.has("method") ? section.requiredText("method", "a method") : null,
        new MappingReader(parts).inputs(section, "source"),
        filters.read(section),
        filters.order(section),
        pageSize);
  }

  private List<Field> fields(Section view) {
    var fields = new ArrayList<Field>();
    view.entries("fields", "a mapping of fields by id")
        .forEach((id, part) -> {
          parts.checkIdentifier(id, part.path());
          fields.add(field(id, part));
        });
    return fields;
  }

  private Field field(String id, Part part) {
    if (!part.isMapping()) {
      return new Field(id, id, id, Types.read(parts, part), false);
    }
    var section = parts.section(part, "a field", List.of("type", "name", "property", "secret"));
    return new Field(
        id,
        section.text("name", id),
        section.text("property", id),
        Types.required(parts, section, PropertyType.TEXT),
        section.truth("secret", false));
  }

  private ListEditing editing(Section view, ViewKind kind) {
    var part = view.part("editing");
    if (part == null) {
      return kind == ViewKind.EDITABLE_LIST
          ? new ListEditing(true, true, true, false)
          : ListEditing.NONE;
    }
    if (kind != ViewKind.EDITABLE_LIST) {
      parts.reading.unreadable(
          part.path(), "editing of a view of kind " + Words.of(kind), "kind: editable-list");
    }
    var section =
        parts.section(
            part, "what the user may do", List.of("add", "edit", "remove", "editAllRows"));
    return new ListEditing(
        section.truth("add", true),
        section.truth("edit", true),
        section.truth("remove", true),
        section.truth("editAllRows", false));
  }
}
