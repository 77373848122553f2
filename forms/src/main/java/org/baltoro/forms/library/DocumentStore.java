package org.baltoro.forms.library;

import java.util.List;
import java.util.Optional;
import org.baltoro.forms.broker.Transaction;
import org.baltoro.forms.broker.TransactionalResource;

/** Where versions of documents are kept. May be shared by threads, and by the nodes of a server. */
public interface DocumentStore {

  /** The default versions. */
  List<DefaultVersion> defaults();

  /** Which version of a document is used. */
  record DefaultVersion(Kind kind, String name, int version) {}

  Optional<StoredDocument> find(Kind kind, String name, int version);

  /** All versions without their sources, newest first. */
  List<StoredDocument> versions(Kind kind, String name);

  /** Something else that is to be done with a change, or not at all. */
  @FunctionalInterface
  interface Also {
    /** Does it; what is kept in the same resource is changed in the transaction. */
    void run(TransactionalResource resource, Transaction transaction);
  }

  /**
   * Keeps a version, and makes it the default one.
   *
   * @param also done before that is committed; if it fails nothing is kept
   * @return false: there is a version of this number already, and nothing was changed
   */
  boolean add(StoredDocument document, Also also);

  /**
   * Makes a version the default one.
   *
   * @param also done before that is committed; if it fails nothing is changed
   * @return false: there is no such version, and nothing was changed
   */
  boolean setDefault(Kind kind, String name, int version, Also also);
}
