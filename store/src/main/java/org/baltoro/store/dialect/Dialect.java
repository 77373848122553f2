package org.baltoro.store.dialect;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.jooq.SQLDialect;

/**
 * What differs between SQLite and PostgreSQL. Safe for many threads; every method throws {@link
 * org.baltoro.store.StoreException}.
 */
public interface Dialect extends AutoCloseable {

  /** Something done on a connection that the caller neither keeps nor closes. */
  @FunctionalInterface
  interface Work<T extends @org.jspecify.annotations.Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Reads. Each statement sees what was committed before it began. When a connection breaks, the
   * work is done once more on another one.
   */
  <T extends @org.jspecify.annotations.Nullable Object> T read(Work<T> work);

  /** Writes, in one transaction: all of it or nothing. */
  <T extends @org.jspecify.annotations.Nullable Object> T write(Work<T> work);

  /** As {@link org.baltoro.store.Store#commit}. */
  List<CommitOutcome> commit(long node, List<Commit> batch);

  /** True when no other process can write. */
  boolean exclusive();

  /**
   * The condition that {@code column} is in a list, which {@link #bindAmong} binds to its one
   * place.
   */
  String among(String column);

  void bindAmong(PreparedStatement statement, int place, Collection<Long> numbers)
      throws SQLException;

  /** What a SELECT ends with that keeps its rows as they are until the transaction ends. */
  String lockingRows();

  /** The database's clock in milliseconds, as an expression. */
  String clock();

  /** Of a day, counted from 1970-01-01, the first day of its month, as an expression. */
  String firstOfMonth(String day);

  SQLDialect jooq();

  void backup(Path file);

  /** What the store is, for people. */
  String description();

  @Override
  void close();
}
