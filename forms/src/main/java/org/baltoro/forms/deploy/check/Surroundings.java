package org.baltoro.forms.deploy.check;

import java.util.Collection;
import java.util.List;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.forms.service.ServiceDefinition;
import org.baltoro.forms.service.ServiceRules;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.jspecify.annotations.Nullable;

/** What a document may refer to. */
public interface Surroundings {
  SmartObjectDefinitions smartObjects();

  /** The view of this full name; null if there is none. */
  @Nullable View view(String name);

  List<String> viewNames();

  /** The form of this full name; null if there is none. */
  @Nullable Form form(String name);

  List<String> formNames();

  /** What a service may not do on this server. */
  default List<ServiceRules.Fault> faults(ServiceDefinition service) {
    return List.of();
  }

  /** Whether one transaction can hold calls of all these methods. */
  boolean canBeAtomic(Collection<MethodReference> methods);
}
