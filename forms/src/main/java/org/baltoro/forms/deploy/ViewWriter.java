package org.baltoro.forms.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.Field;
import org.baltoro.forms.document.ListEditing;
import org.baltoro.forms.document.View;
import org.baltoro.forms.document.ViewKind;
import org.baltoro.forms.document.ViewSource;

/** Writes views. */
final class ViewWriter {
  private ViewWriter() {}

  static Map<String, Object> write(View view) {
    var tree =
        new Tree()
            .put("view", view.name())
            .putUnless("id", view.id(), Ids.slug(view.name()))
            .putIfThere("title", view.title())
            .putIfThere("description", view.description())
            .putUnless("kind", Words.of(view.kind()), Words.of(ViewKind.ITEM));
    var source = view.source();
    if (source != null) {
      tree.put("source", source(source));
    }
    tree.putIfThere("parameters", ControlWriter.parameters(view.parameters()))
        .putIfThere("fields", fields(view.fields()))
        .putIfThere("controls", ControlWriter.all(view.controls()));
    if (view.kind() == ViewKind.EDITABLE_LIST) {
      tree.putIfThere("editing", editing(view.editing()));
    }
    return tree.putIfThere("rules", new RuleWriter(new Ids()).all(view.rules())).entries();
  }

  private static Tree source(ViewSource source) {
    var tree =
        new Tree().put("smartObject", source.smartObject()).putIfThere("method", source.method());
    MappingWriter.inputs(tree, source.inputs(), "source");
    FilterWriter.filter(tree, source.filter());
    FilterWriter.order(tree, source.order());
    return tree.putUnless("pageSize", source.pageSize(), 0);
  }

  private static Map<String, Object> fields(List<Field> fields) {
    var all = new LinkedHashMap<String, Object>();
    for (var field : fields) {
      var tree =
          new Tree()
              .put("type", Words.of(field.type()))
              .putUnless("name", field.name(), field.id())
              .putUnless("property", field.property(), field.id())
              .putUnless("secret", field.secret(), false)
              .entries();
      all.put(field.id(), tree.size() == 1 ? Words.of(field.type()) : tree);
    }
    return all;
  }

  private static Tree editing(ListEditing editing) {
    return new Tree()
        .putUnless("add", editing.add(), true)
        .putUnless("edit", editing.edit(), true)
        .putUnless("remove", editing.remove(), true)
        .putUnless("editAllRows", editing.editAllRows(), false);
  }
}
