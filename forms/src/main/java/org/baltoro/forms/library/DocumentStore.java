package org.baltoro.forms.library;

import java.util.List;
import java.util.Optional;

/** Where versions of documents are kept. May be shared by threads, and by the nodes of a server. */
public interface DocumentStore {

  /** The default versions. */
  List<DefaultVersion> defaults();

  /** Which version of a document is used. */
  record DefaultVersion(Kind kind, String name, int version) {}

  Optional<StoredDocument> find(Kind kind, String name, int version);

  /** All versions without their sources, newest first. */
  List<StoredDocument> versions(Kind kind, String name);

  /**
   * Keeps a version, and makes it the default one.
   *
   * @return false: there is a version of this number already, and nothing was changed
   */
  boolean add(StoredDocument document);

  /**
   * @return false: there is no such version
   */
  boolean setDefault(Kind kind, String name, int version);
}
