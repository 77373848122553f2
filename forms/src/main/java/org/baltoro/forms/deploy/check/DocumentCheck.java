package org.baltoro.forms.deploy.check;

import java.util.List;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.deploy.DocumentWriter;
import org.baltoro.forms.deploy.ReadDocument;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.layer.Services;
import org.baltoro.forms.smartobject.layer.SmartObjectCheck;

/** Checks documents that were read, with all that they refer to. */
public final class DocumentCheck {
  private final Surroundings surroundings;
  private final Services services;

  /**
   * @param services what SmartObjects may be bound to
   */
  public DocumentCheck(Surroundings surroundings, Services services) {
    this.surroundings = surroundings;
    this.services = services;
  }

  /**
   * All that is wrong with a document, what reading has found included, in the order of the file:
   * with errors it must not be deployed, with warnings it may.
   */
  public List<DefinitionProblem> check(ReadDocument read) {
    var findings = new Findings(read.reading(), read.paths());
    switch (read.document()) {
      case null -> {}
      case Document.OfService(var definition) ->
          surroundings
              .faults(definition)
              .forEach(fault -> findings.error(fault.key(), fault.found(), fault.expected()));
      case Document.OfSmartObject(var definition) -> smartObject(definition, findings);
      case Document.OfView(var view) ->
          ViewCheck.check(view, new WithItself(surroundings, view, null), findings);
      case Document.OfForm(var form) ->
          FormCheck.check(form, new WithItself(surroundings, null, form), findings);
    }
    return read.problems();
  }

  /** The same of a document that is not in a file; places are those of the file it would be. */
  public List<DefinitionProblem> check(Document document) {
    return check(DocumentReader.read(DocumentWriter.write(document), document.name()));
  }

  private void smartObject(SmartObjectDefinition definition, Findings findings) {
    for (var fault : new SmartObjectCheck(services).check(definition)) {
      if (fault.warning()) {
        findings.warning(fault.path(), fault.found(), fault.expected());
      } else {
        findings.error(fault.path(), fault.found(), fault.expected());
      }
    }
    for (var association : definition.associations()) {
      var path = "associations." + association.name();
      other(association.target(), definition, path + ".target", findings);
      if (association.link() != null) {
        other(association.link(), definition, path + ".link", findings);
      }
    }
  }

  /** Two SmartObjects that refer to each other must be deployed one after the other. */
  private void other(
      String name, SmartObjectDefinition definition, String path, Findings findings) {
    var all = surroundings.smartObjects();
    if (!name.equals(definition.name()) && all.find(name).isEmpty()) {
      findings.warning(
          path,
          "the SmartObject '%s', which is not deployed".formatted(name),
          "a SmartObject that is there, or that comes next: " + Findings.shown(all.names()));
    }
  }
}
