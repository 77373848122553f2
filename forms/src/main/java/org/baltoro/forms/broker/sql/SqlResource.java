package org.baltoro.forms.broker.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.Transaction;
import org.baltoro.forms.broker.TransactionalResource;
import org.jspecify.annotations.Nullable;

/**
 * One database. Brokers that are given the same resource can share a transaction.
 *
 * <p>On SQLite the connections should begin transactions for writing ({@code
 * SQLiteConfig.setTransactionMode(IMMEDIATE)}) and wait for each other ({@code setBusyTimeout}).
 */
public final class SqlResource implements TransactionalResource {
  private final DataSource dataSource;
  private final DataSource looking;

  public SqlResource(DataSource dataSource) {
    this(dataSource, dataSource);
  }

  /**
   * A database where what is looked up has connections of its own.
   *
   * @param looking of the same database: for {@link #look}, which is asked for by who holds one of
   *     the other connections already, and must not wait until these are given back
   */
  public SqlResource(DataSource dataSource, DataSource looking) {
    this.dataSource = dataSource;
    this.looking = looking;
  }

  @Override
  public Transaction begin() {
    return beginSql();
  }

  Connection connection() throws SQLException {
    return dataSource.getConnection();
  }

  SqlTransaction beginSql() {
    try {
      return SqlTransaction.begin(dataSource.getConnection());
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }

  /** Work with a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /** Runs it in a transaction of its own. */
  public <T> T run(Work<T> work) {
    try (var own = beginSql()) {
      var result = work.run(own.connection());
      own.commit();
      return result;
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }

  /**
   * Reads by statements that are each by themselves: in no transaction, so that on SQLite it waits
   * for nobody who writes.
   */
  public <T> T look(Work<T> work) {
    try (var connection = looking.getConnection()) {
      if (!connection.getAutoCommit()) {
        connection.setAutoCommit(true);
      }
      return work.run(connection);
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }

  /**
   * Runs it in a transaction that is open.
   *
   * @param transaction begun by this resource; null: in one of its own
   */
  public <T> T run(@Nullable Transaction transaction, Work<T> work) {
    if (!(transaction instanceof SqlTransaction open)) {
      return run(work);
    }
    try {
      return work.run(open.connection());
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }

  /** Runs it in the call's transaction, or in one of its own. */
  <T> T run(ServiceContext context, Work<T> work) {
    return run(context.transaction(), work);
  }

  /** Runs a single statement: in the call's transaction, or by itself. */
  <T> T runSingle(ServiceContext context, Work<T> work) {
    if (context.transaction() instanceof SqlTransaction) {
      return run(context, work);
    }
    try (var connection = dataSource.getConnection()) {
      return connection.getAutoCommit() ? work.run(connection) : run(context, work);
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }
}
