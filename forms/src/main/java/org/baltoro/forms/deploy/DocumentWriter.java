package org.baltoro.forms.deploy;

import java.util.Collections;
import java.util.Map;

/**
 * Writes documents as the YAML that {@link DocumentReader} reads as the same. Versions are not
 * written, nor comments that a file had behind {@code #}; those of rules are.
 */
public final class DocumentWriter {
  private DocumentWriter() {}

  /**
   * The file of a document.
   *
   * @throws IllegalArgumentException if it holds a value that no file can: a file's content
   */
  public static String write(Document document) {
    return TreeText.write(tree(document));
  }

  /** The same as mappings, lists and plain values: what JSON can hold. */
  public static Map<String, Object> tree(Document document) {
    return Collections.unmodifiableMap(
        switch (document) {
          case Document.OfService(var definition) -> ServiceWriter.write(definition);
          case Document.OfSmartObject(var definition) -> SmartObjectWriter.write(definition);
          case Document.OfView(var view) -> ViewWriter.write(view);
          case Document.OfForm(var form) -> FormWriter.write(form);
        });
  }
}
