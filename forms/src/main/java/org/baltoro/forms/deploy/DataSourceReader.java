package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.DataSource.Cascade;
import org.baltoro.forms.document.DataSource.CheckedItems;
import org.baltoro.forms.document.DataSource.Item;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads where the items of a listing control come from: {@code items}, or {@code source}. */
final class DataSourceReader {
  private static final List<String> SOURCE_KEYS =
      List.of(
          "smartObject",
          "method",
          "value",
          "display",
          "inputs",
          "parameters",
          "filter",
          "order",
          "cascade",
          "allowEmpty",
          "checked");

  private final Parts parts;
  private final MappingReader mappings;
  private final FilterReader filters;

  DataSourceReader(Parts parts) {
    this.parts = parts;
    this.mappings = new MappingReader(parts);
    this.filters = new FilterReader(parts);
  }

  @Nullable DataSource read(Section control, String id, @Nullable PropertyType valueType) {
    var source = control.part("source");
    if (source != null && control.has("items")) {
      parts.reading.unreadable(control.path("items"), "items and a source", "one of them");
    }
    if (source != null) {
      return ofSmartObject(source, id);
    }
    if (!control.has("items")) {
      return null;
    }
    var items = new ArrayList<Item>();
    for (var part : control.items("items", "a list of values, or of { value, text }")) {
      var item = item(part, valueType == null ? PropertyType.TEXT : valueType);
      if (item != null) {
        items.add(item);
      }
    }
    return new DataSource.Fixed(items);
  }

  private @Nullable Item item(Part part, PropertyType valueType) {
    var type = valueType == PropertyType.MULTIVALUE ? PropertyType.TEXT : valueType;
    var values = new SourceReader(parts);
    if (!part.isMapping()) {
      var value = values.typed(part, type);
      return value == null ? null : new Item(value, String.valueOf(part.single()));
    }
    var section = parts.section(part, "an item", List.of("value", "text"));
    var given = section.part("value");
    if (given == null) {
      section.missing("value", "what the control holds");
      return null;
    }
    var value = values.typed(given, type);
    return value == null
        ? null
        : new Item(value, section.text("text", String.valueOf(given.single())));
  }

  private DataSource ofSmartObject(Part part, String id) {
    var section = parts.section(part, "rows of a SmartObject", SOURCE_KEYS);
    var value = section.requiredText("value", "the property that the control holds");
    return new DataSource.FromSmartObject(
        section.requiredText("smartObject", "a SmartObject's full name"),
        section.requiredText("method", "a list method"),
        value,
        section.text("display", "{" + value + "}"),
        mappings.inputs(section, id + "/source"),
        filters.read(section),
        filters.order(section),
        cascade(section),
        section.truth("allowEmpty", true),
        checked(section, id));
  }

  private @Nullable Cascade cascade(Section source) {
    var part = source.part("cascade");
    if (part == null) {
      return null;
    }
    var section =
        parts.section(
            part, "the control that it follows", List.of("parent", "parentProperty", "property"));
    return new Cascade(
        section.requiredText("parent", "a control of the same view"),
        section.has("parentProperty") ? section.requiredText("parentProperty", "a property") : null,
        section.requiredText("property", "the property of these rows that must be equal"));
  }

  private @Nullable CheckedItems checked(Section source, String id) {
    var part = source.part("checked");
    if (part == null) {
      return null;
    }
    var section =
        parts.section(
            part,
            "which items are checked",
            List.of("smartObject", "method", "value", "inputs", "parameters"));
    return new CheckedItems(
        section.requiredText("smartObject", "a SmartObject's full name"),
        section.requiredText("method", "a list method"),
        section.requiredText("value", "the property that is compared"),
        mappings.inputs(section, id + "/checked"));
  }
}
