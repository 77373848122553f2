package org.baltoro.forms.deploy.check;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.jspecify.annotations.Nullable;

/** The surroundings with the document that is checked: what refers to its name means itself. */
record WithItself(Surroundings others, @Nullable View ownView, @Nullable Form ownForm)
    implements Surroundings {
  @Override
  public SmartObjectDefinitions smartObjects() {
    return others.smartObjects();
  }

  @Override
  public @Nullable View view(String name) {
    return ownView != null && ownView.name().equals(name) ? ownView : others.view(name);
  }

  @Override
  public List<String> viewNames() {
    return with(others.viewNames(), ownView == null ? null : ownView.name());
  }

  @Override
  public @Nullable Form form(String name) {
    return ownForm != null && ownForm.name().equals(name) ? ownForm : others.form(name);
  }

  @Override
  public List<String> formNames() {
    return with(others.formNames(), ownForm == null ? null : ownForm.name());
  }

  private static List<String> with(List<String> names, @Nullable String own) {
    var all = new TreeSet<>(names);
    if (own != null) {
      all.add(own);
    }
    return List.copyOf(all);
  }

  @Override
  public boolean canBeAtomic(Collection<MethodReference> methods) {
    return others.canBeAtomic(methods);
  }
}
