package org.baltoro.forms.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.ControlValidation;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes controls and parameters. */
final class ControlWriter {
  private ControlWriter() {}

  static Map<String, Object> all(List<Control> controls) {
    var all = new LinkedHashMap<String, Object>();
    controls.forEach(control -> all.put(control.id(), write(control)));
    return all;
  }

  private static Object write(Control control) {
    var type = control.type();
    var usualType = ControlReader.ofType(type);
    var tree =
        new Tree()
            .put("type", Words.of(type))
            .putUnless("name", control.name(), control.id())
            .putIfThere("field", control.field());
    if (control.valueType() != null && control.valueType() != usualType) {
      tree.put("valueType", Words.of(control.valueType()));
    }
    tree.putIfThere("label", control.label());
    for (var setting : type.settings()) {
      tree.putIfThere(Words.key(setting), value(control.settings().get(setting)));
    }
    tree.putIfThere("tooltip", control.tooltip())
        .putIfThere("watermark", control.watermark())
        .putIfThere("style", control.style())
        .putUnless("visible", control.visible(), true)
        .putUnless("enabled", control.enabled(), true)
        .putUnless("readOnly", control.readOnly(), false)
        .putIfThere("default", value(control.defaultValue()))
        .putIfThere("expression", control.expression())
        .putIfThere("validation", validation(control.validation()))
        .putUnless("secret", control.secret(), false);
    data(tree, control);
    return tree.putIfThere("controls", all(control.controls())).entries();
  }

  private static @Nullable Object value(@Nullable Object value) {
    return value == null ? null : SourceWriter.plain(value);
  }

  private static Tree validation(ControlValidation validation) {
    return new Tree()
        .putUnless("required", validation.required(), false)
        .putIfThere("pattern", validation.pattern())
        .putIfThere("expression", validation.expression())
        .putIfThere("message", validation.message());
  }

  private static void data(Tree tree, Control control) {
    switch (control.data()) {
      case null -> {}
      case DataSource.Fixed(var items) ->
          tree.put("items", items.stream().map(ControlWriter::item).toList());
      case DataSource.FromSmartObject rows -> tree.put("source", rows(rows, control.id()));
    }
  }

  private static Object item(DataSource.Item item) {
    var value = SourceWriter.plain(item.value());
    return item.text().equals(String.valueOf(value))
        ? value
        : new Tree().put("value", value).put("text", item.text()).entries();
  }

  private static Tree rows(DataSource.FromSmartObject rows, String id) {
    var tree =
        new Tree()
            .put("smartObject", rows.smartObject())
            .put("method", rows.method())
            .put("value", rows.valueProperty())
            .putUnless("display", rows.display(), "{" + rows.valueProperty() + "}");
    MappingWriter.inputs(tree, rows.inputs(), id + "/source");
    FilterWriter.filter(tree, rows.filter());
    FilterWriter.order(tree, rows.order());
    var cascade = rows.cascade();
    if (cascade != null) {
      tree.put(
          "cascade",
          new Tree()
              .put("parent", cascade.parentControl())
              .putIfThere("parentProperty", cascade.parentProperty())
              .put("property", cascade.childProperty()));
    }
    tree.putUnless("allowEmpty", rows.allowEmpty(), true);
    var checked = rows.checked();
    if (checked != null) {
      var which =
          new Tree()
              .put("smartObject", checked.smartObject())
              .put("method", checked.method())
              .put("value", checked.valueProperty());
      MappingWriter.inputs(which, checked.inputs(), id + "/checked");
      tree.put("checked", which);
    }
    return tree;
  }

  static Map<String, Object> parameters(List<Parameter> parameters) {
    var all = new LinkedHashMap<String, Object>();
    for (var parameter : parameters) {
      var tree =
          new Tree()
              .put("type", Words.of(parameter.type()))
              .putUnless("name", parameter.name(), parameter.id())
              .putIfThere("default", value(parameter.defaultValue()))
              .putUnless("secret", parameter.secret(), false)
              .entries();
      all.put(parameter.id(), tree.size() == 1 ? Words.of(parameter.type()) : tree);
    }
    return all;
  }
}
