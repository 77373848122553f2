package org.baltoro.forms.deploy;

import java.util.List;
import java.util.Map;
import org.baltoro.language.yaml.DocumentKind;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section.Part;

/**
 * Reads files: YAML, one service, SmartObject, view or form each, told by its first key. All that
 * is wrong is told at once, each problem with its place. The format is described in {@code
 * docs/forms.md}.
 */
public final class DocumentReader {
  private static final DocumentKind KIND =
      new DocumentKind(
          "a document, beginning with service: <name>, smartObject: <name>, view: <name> or form:"
              + " <name>",
          "one document a file",
          List.of(
              "properties",
              "methods",
              "associations",
              "fields",
              "controls",
              "parameters",
              "tabs",
              "views",
              "states",
              "objects"));
  private static final List<String> KINDS = List.of("service", "smartObject", "view", "form");

  private DocumentReader() {}

  /**
   * Reads a document. Whether what it refers to exists is checked elsewhere.
   *
   * @param source the text of the file; at most 1 MiB
   * @param file its name, for the problems only
   */
  public static ReadDocument read(String source, String file) {
    var reading = Reading.open(source, file, KIND);
    var root = reading.root();
    if (root == null) {
      return new ReadDocument(null, reading, Map.of());
    }
    var parts = new Parts(reading);
    var document = document(parts, root);
    return new ReadDocument(document, reading, parts.paths());
  }

  private static @org.jspecify.annotations.Nullable Document document(Parts parts, Part root) {
    var kinds = root.keys().stream().filter(KINDS::contains).toList();
    if (kinds.size() != 1) {
      parts.reading.unreadable(
          "file",
          root.isMapping()
              ? (kinds.isEmpty() ? "none of " : "more than one of ") + String.join(", ", KINDS)
              : root.shown(),
          KIND.beginning());
      return null;
    }
    return switch (kinds.getFirst()) {
      case "service" -> new Document.OfService(ServiceReader.read(parts, root));
      case "smartObject" -> new Document.OfSmartObject(SmartObjectReader.read(parts, root));
      case "view" -> new Document.OfView(ViewReader.read(parts, root));
      default -> new Document.OfForm(FormReader.read(parts, root));
    };
  }
}
