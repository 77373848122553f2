package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.jspecify.annotations.Nullable;

/** The surroundings with documents that are checked: what refers to their names means them. */
record WithDocuments(Surroundings others, List<Document> documents)
    implements Surroundings, SmartObjectDefinitions {
  @Override
  public SmartObjectDefinitions smartObjects() {
    return this;
  }

  @Override
  public Optional<SmartObjectDefinition> find(String name) {
    var found = ofName(Document.OfSmartObject.class, name);
    return found == null ? others.smartObjects().find(name) : Optional.of(found.definition());
  }

  @Override
  public List<String> names() {
    return with(Document.OfSmartObject.class, others.smartObjects().names());
  }

  @Override
  public @Nullable View view(String name) {
    var found = ofName(Document.OfView.class, name);
    return found == null ? others.view(name) : found.view();
  }

  @Override
  public List<String> viewNames() {
    return with(Document.OfView.class, others.viewNames());
  }

  @Override
  public @Nullable Form form(String name) {
    var found = ofName(Document.OfForm.class, name);
    return found == null ? others.form(name) : found.form();
  }

  @Override
  public List<String> formNames() {
    return with(Document.OfForm.class, others.formNames());
  }

  /** Of what is not deployed nobody knows: its deployment tells. */
  @Override
  public boolean canBeAtomic(Collection<MethodReference> methods) {
    var deployed = new ArrayList<>(methods);
    deployed.removeIf(method -> ofName(Document.OfSmartObject.class, method.smartObject()) != null);
    return deployed.isEmpty() || others.canBeAtomic(deployed);
  }

  private <D extends Document> @Nullable D ofName(Class<D> kind, String name) {
    for (var document : documents) {
      if (kind.isInstance(document) && document.name().equals(name)) {
        return kind.cast(document);
      }
    }
    return null;
  }

  private List<String> with(Class<? extends Document> kind, List<String> names) {
    var all = new TreeSet<>(names);
    documents.stream().filter(kind::isInstance).map(Document::name).forEach(all::add);
    return List.copyOf(all);
  }
}
