package org.baltoro.language.yaml;

import java.util.List;

/**
 * What a reader must know of its documents before it has read any.
 *
 * @param beginning how such a document begins: {@code "a definition, beginning with process:
 *     <name>"}
 * @param alone what stands in a file: {@code "one process a file"}
 * @param ofNames keys whose entries are names that people gave: where such a part is missed or
 *     doubted, the place is the name's
 */
public record DocumentKind(String beginning, String alone, List<String> ofNames) {
  public DocumentKind {
    ofNames = List.copyOf(ofNames);
  }
}
