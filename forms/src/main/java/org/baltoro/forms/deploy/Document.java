package org.baltoro.forms.deploy;

import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.forms.service.ServiceDefinition;
import org.baltoro.forms.smartobject.SmartObjectDefinition;

/** What a file can hold. */
public sealed interface Document {
  /** Full name: folder and name. */
  String name();

  record OfService(ServiceDefinition definition) implements Document {
    @Override
    public String name() {
      return definition.name();
    }
  }

  record OfSmartObject(SmartObjectDefinition definition) implements Document {
    @Override
    public String name() {
      return definition.name();
    }
  }

  record OfView(View view) implements Document {
    @Override
    public String name() {
      return view.name();
    }
  }

  record OfForm(Form form) implements Document {
    @Override
    public String name() {
      return form.name();
    }
  }
}
