package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
    return check(read, List.of());
  }

  /**
   * The same, where other documents are in place of what is deployed under their names.
   *
   * @param beside those
   */
  public List<DefinitionProblem> check(ReadDocument read, List<Document> beside) {
    var document = read.document();
    if (document != null) {
      var all = new ArrayList<>(beside);
      all.add(document);
      check(
          document,
          new WithDocuments(surroundings, all),
          new Findings(read.reading(), read.paths()));
    }
    return read.problems();
  }

  /** The same of documents that are to be deployed together: each may refer to the others. */
  public void together(List<ReadDocument> files) {
    var documents = files.stream().map(ReadDocument::document).filter(Objects::nonNull).toList();
    var named = new HashSet<List<Object>>();
    for (var file : files) {
      check(file, documents);
      var document = file.document();
      if (document != null && !named.add(List.of(document.getClass(), document.name()))) {
        new Findings(file.reading(), file.paths())
            .error("", "'%s' a second time".formatted(document.name()), "one file for each name");
      }
    }
  }

  private void check(Document document, WithDocuments with, Findings findings) {
    switch (document) {
      case Document.OfService(var definition) ->
          surroundings
              .faults(definition)
              .forEach(fault -> findings.error(fault.key(), fault.found(), fault.expected()));
      case Document.OfSmartObject(var definition) -> smartObject(definition, with, findings);
      case Document.OfView(var view) -> ViewCheck.check(view, with, findings);
      case Document.OfForm(var form) -> FormCheck.check(form, with, findings);
    }
  }

  /** The same of a document that is not in a file; places are those of the file it would be. */
  public List<DefinitionProblem> check(Document document) {
    return check(DocumentReader.read(DocumentWriter.write(document), document.name()));
  }

  private void smartObject(
      SmartObjectDefinition definition, WithDocuments with, Findings findings) {
    for (var fault : new SmartObjectCheck(services).check(definition)) {
      if (fault.warning()) {
        findings.warning(fault.path(), fault.found(), fault.expected());
      } else {
        findings.error(fault.path(), fault.found(), fault.expected());
      }
    }
    for (var association : definition.associations()) {
      var path = "associations." + association.name();
      other(association.target(), with, path + ".target", findings);
      if (association.link() != null) {
        other(association.link(), with, path + ".link", findings);
      }
    }
  }

  /** Two SmartObjects that refer to each other must be deployed one after the other. */
  private static void other(String name, WithDocuments with, String path, Findings findings) {
    if (with.find(name).isEmpty()) {
      findings.warning(
          path,
          "the SmartObject '%s', which is not deployed".formatted(name),
          "a SmartObject that is there, or that comes next: " + Findings.shown(with.names()));
    }
  }
}
