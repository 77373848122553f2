package org.baltoro.forms.broker;

/** A transaction under way; belongs to one thread at a time. */
public interface Transaction extends AutoCloseable {

  /** Makes all of it durable. */
  void commit();

  /** Marks a place to go back to. */
  Savepoint savepoint();

  /** Undoes all of it unless it was committed. Never throws. */
  @Override
  void close();

  /** A place in a transaction. */
  interface Savepoint {
    /** Undoes what came after it. */
    void rollback();

    /** Forgets the place, and keeps what came after it. */
    void release();
  }
}
