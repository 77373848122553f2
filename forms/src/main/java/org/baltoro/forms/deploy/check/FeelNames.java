package org.baltoro.forms.deploy.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.language.feel.Known;
import org.baltoro.language.feel.Names;

/**
 * The names that expressions may use: of a view or form its controls, fields and parameters, on a
 * form also its views, each a context; {@code rows} are the rows of a list view.
 */
final class FeelNames {
  /** The rows of a list view. */
  static final String ROWS = "rows";

  private static final String EXPECTED = "a control, a field, a parameter, or a view of the form";

  private FeelNames() {}

  static Names of(Home home) {
    return switch (home.own()) {
      case Area.OfView(var view) -> new Names(ofView(view), EXPECTED);
      case Area.OfForm(var form) -> new Names(ofForm(form, home.surroundings()), EXPECTED);
      case Area.Unknown ignored -> new Names(Map.of(), EXPECTED);
    };
  }

  private static Map<String, Known> ofView(View view) {
    var names = new LinkedHashMap<String, Known>();
    view.parameters().forEach(one -> names.put(one.id(), Known.of(Fit.feel(one.type()))));
    names.putAll(values(view));
    if (view.kind().isList()) {
      names.put(ROWS, Known.rows(values(view)));
    }
    return names;
  }

  /** Fields, and controls that have values; a control goes before a field of the same id. */
  private static Map<String, Known> values(View view) {
    var names = new LinkedHashMap<String, Known>();
    view.fields().forEach(field -> names.put(field.id(), Known.of(Fit.feel(field.type()))));
    view.allControls().forEach(control -> put(names, control));
    return names;
  }

  private static void put(Map<String, Known> names, Control control) {
    var type = control.valueType();
    if (type != null) {
      names.put(control.id(), Known.of(Fit.feel(type)));
    }
  }

  private static Map<String, Known> ofForm(Form form, Surroundings surroundings) {
    var names = new LinkedHashMap<String, Known>();
    for (var instance : form.views()) {
      var view = surroundings.view(instance.view());
      names.put(
          instance.id(),
          view == null
              ? Known.of(org.baltoro.language.feel.FeelType.ANY)
              : Known.context(context(view)));
    }
    form.parameters().forEach(one -> names.put(one.id(), Known.of(Fit.feel(one.type()))));
    form.allControls().forEach(control -> put(names, control));
    return names;
  }

  /** A view as its form sees it: of a list only the rows and the parameters. */
  private static Map<String, Known> context(View view) {
    var names = new LinkedHashMap<String, Known>();
    view.parameters().forEach(one -> names.put(one.id(), Known.of(Fit.feel(one.type()))));
    if (view.kind().isList()) {
      names.put(ROWS, Known.rows(values(view)));
    } else {
      names.putAll(values(view));
    }
    return names;
  }
}
