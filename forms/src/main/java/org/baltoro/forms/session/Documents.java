package org.baltoro.forms.session;

import java.util.Optional;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;

/** The forms and views that are deployed, each in its default version, by full name. */
public interface Documents {
  Optional<Form> form(String name);

  Optional<View> view(String name);
}
