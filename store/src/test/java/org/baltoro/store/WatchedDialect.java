package org.baltoro.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.baltoro.store.dialect.Dialect;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** A dialect whose reads and writes are watched. */
record WatchedDialect(Dialect dialect, WatchedStatements reads, WatchedStatements writes)
    implements Dialect {

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    return dialect.read(connection -> work.run(reads.of(connection)));
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    return dialect.write(connection -> work.run(writes.of(connection)));
  }

  @Override
  public List<CommitOutcome> commit(long node, List<Commit> batch) {
    return dialect.commit(node, batch);
  }

  @Override
  public boolean exclusive() {
    return dialect.exclusive();
  }

  @Override
  public String among(String column) {
    return dialect.among(column);
  }

  @Override
  public void bindAmong(PreparedStatement statement, int place, Collection<Long> numbers)
      throws SQLException {
    dialect.bindAmong(statement, place, numbers);
  }

  @Override
  public String lockingRows() {
    return dialect.lockingRows();
  }

  @Override
  public String firstOfMonth(String day) {
    return dialect.firstOfMonth(day);
  }

  @Override
  public String clock() {
    return dialect.clock();
  }

  @Override
  public SQLDialect jooq() {
    return dialect.jooq();
  }

  @Override
  public void backup(Path file) {
    dialect.backup(file);
  }

  @Override
  public String description() {
    return dialect.description();
  }

  @Override
  public void close() {
    dialect.close();
  }
}
