package org.baltoro.forms.library;

import java.util.Collection;
import java.util.List;
import org.baltoro.forms.deploy.check.Surroundings;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.forms.service.ServiceDefinition;
import org.baltoro.forms.service.ServiceRules;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.baltoro.forms.smartobject.SmartObjects;
import org.jspecify.annotations.Nullable;

/** A new document may refer to what is deployed. */
record DeployedSurroundings(DocumentLibrary library, SmartObjects layer, ServiceRules rules)
    implements Surroundings {
  @Override
  public SmartObjectDefinitions smartObjects() {
    return library;
  }

  @Override
  public @Nullable View view(String name) {
    return library.view(name).orElse(null);
  }

  @Override
  public List<String> viewNames() {
    return library.names(Kind.VIEW);
  }

  @Override
  public @Nullable Form form(String name) {
    return library.form(name).orElse(null);
  }

  @Override
  public List<String> formNames() {
    return library.names(Kind.FORM);
  }

  @Override
  public List<ServiceRules.Fault> faults(ServiceDefinition service) {
    return rules.faults(service);
  }

  @Override
  public boolean canBeAtomic(Collection<MethodReference> methods) {
    return layer.canBeAtomic(methods);
  }
}
