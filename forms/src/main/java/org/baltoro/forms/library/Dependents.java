package org.baltoro.forms.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.deploy.ReadDocument;
import org.baltoro.forms.deploy.check.DocumentCheck;
import org.jspecify.annotations.Nullable;

/** What is deployed and refers to other documents: whether it still fits when they change. */
final class Dependents {
  private static final List<Kind> REFERRING = List.of(Kind.SMART_OBJECT, Kind.VIEW, Kind.FORM);
  private static final int TOLD_MAX = 10;

  private final DocumentLibrary library;
  private final DocumentCheck check;

  Dependents(DocumentLibrary library, DocumentCheck check) {
    this.library = library;
    this.check = check;
  }

  /**
   * Warns of what is deployed and would not fit any more, each at the file that it refers to.
   *
   * @param files that are to be deployed together
   */
  void warn(List<ReadDocument> files) {
    var documents = files.stream().map(ReadDocument::document).filter(Objects::nonNull).toList();
    for (var kind : REFERRING) {
      for (var name : library.names(kind)) {
        boolean replaced =
            documents.stream().anyMatch(one -> Kind.of(one) == kind && one.name().equals(name));
        if (!replaced) {
          library.used(kind, name).ifPresent(stored -> warn(stored, files, documents));
        }
      }
    }
  }

  private void warn(StoredDocument deployed, List<ReadDocument> files, List<Document> documents) {
    var due =
        files.stream().filter(file -> isNamed(file.document(), deployed.source())).findFirst();
    if (due.isEmpty()) {
      return;
    }
    var faults = errors(deployed, documents);
    faults.removeAll(errors(deployed, List.of()));
    faults.stream()
        .limit(TOLD_MAX)
        .forEach(fault ->
            due.get()
                .reading()
                .finding(
                    "",
                    "what %s '%s' does not fit, at its line %d, %s: %s where it needs %s"
                        .formatted(
                            deployed.kind().words(),
                            deployed.name(),
                            fault.line(),
                            fault.path(),
                            fault.found(),
                            fault.expected()),
                    "a change that it fits, or a version of it that fits, next",
                    null,
                    true));
  }

  private static boolean isNamed(@Nullable Document document, String source) {
    return document != null && source.contains(document.name());
  }

  private List<DefinitionProblem> errors(StoredDocument deployed, List<Document> beside) {
    var read = DocumentReader.read(deployed.source(), deployed.name());
    var errors = new ArrayList<>(check.check(read, beside));
    errors.removeIf(DefinitionProblem::warning);
    return errors;
  }
}
