package org.baltoro.forms.library;

import java.util.Arrays;
import java.util.Optional;
import org.baltoro.forms.deploy.Document;

/** What a document is; in the order in which documents need each other. */
public enum Kind {
  SERVICE("service", "service"),
  SMART_OBJECT("smartObject", "SmartObject"),
  VIEW("view", "view"),
  FORM("form", "form");

  private final String key;
  private final String words;

  Kind(String key, String words) {
    this.key = key;
    this.words = words;
  }

  static Kind of(Document document) {
    return switch (document) {
      case Document.OfService service -> SERVICE;
      case Document.OfSmartObject smartObject -> SMART_OBJECT;
      case Document.OfView view -> VIEW;
      case Document.OfForm form -> FORM;
    };
  }

  /** The first key of its files: {@code service}, {@code smartObject} and so on. */
  public String key() {
    return key;
  }

  /** The one with this key; empty if there is none. */
  public static Optional<Kind> ofKey(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }

  /** For people. */
  String words() {
    return words;
  }
}
