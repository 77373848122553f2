package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.Field;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.Parameter;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.View;
import org.jspecify.annotations.Nullable;

/** The view or form that a scope means. */
sealed interface Area {
  record OfView(View view) implements Area {}

  record OfForm(Form form) implements Area {}

  /** Nobody can say from here which it will be, or it is missing and that was told. */
  record Unknown() implements Area {}

  default boolean isKnown() {
    return !(this instanceof Unknown);
  }

  default String label() {
    return switch (this) {
      case OfView(var view) -> "view '%s'".formatted(view.name());
      case OfForm(var form) -> "form '%s'".formatted(form.name());
      case Unknown ignored -> "what opened this";
    };
  }

  default @Nullable View asView() {
    return this instanceof OfView(var view) ? view : null;
  }

  default List<Control> controls() {
    return switch (this) {
      case OfView(var view) -> view.allControls();
      case OfForm(var form) -> form.allControls();
      case Unknown ignored -> List.of();
    };
  }

  default List<Field> fields() {
    return this instanceof OfView(var view) ? view.fields() : List.of();
  }

  default List<Parameter> parameters() {
    return switch (this) {
      case OfView(var view) -> view.parameters();
      case OfForm(var form) -> form.parameters();
      case Unknown ignored -> List.of();
    };
  }

  default List<Rule> rules() {
    return switch (this) {
      case OfView(var view) -> view.rules();
      case OfForm(var form) -> {
        var rules = new ArrayList<>(form.rules());
        form.states().forEach(state -> rules.addAll(state.rules()));
        yield rules;
      }
      case Unknown ignored -> List.of();
    };
  }

  default @Nullable Control control(String id) {
    for (var control : controls()) {
      if (control.id().equals(id)) {
        return control;
      }
    }
    return null;
  }

  default @Nullable Field field(String id) {
    for (var field : fields()) {
      if (field.id().equals(id)) {
        return field;
      }
    }
    return null;
  }

  default @Nullable Parameter parameter(String id) {
    for (var parameter : parameters()) {
      if (parameter.id().equals(id)) {
        return parameter;
      }
    }
    return null;
  }
}
