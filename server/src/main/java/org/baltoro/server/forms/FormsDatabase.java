package org.baltoro.server.forms;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * Where documents and SmartBoxes are kept. On PostgreSQL it is the server's database; beside a
 * SQLite store it is a file of its own, so that a form that writes for long holds no process up.
 *
 * @param file of SQLite; null: PostgreSQL
 */
public record FormsDatabase(
    @Nullable Path file, String url, @Nullable String user, @Nullable String password) {
  private static final Logger LOG = LoggerFactory.getLogger(FormsDatabase.class);
  private static final int BUSY_MILLIS = 20_000;
  private static final int CONNECTIONS = 8;

  /** For what is deployed: it is looked up by who may hold one of the others. */
  private static final int LOOKING_CONNECTIONS = 2;

  /** {@code baltoro-forms.db} for {@code baltoro.db}. */
  public static FormsDatabase beside(Path store) {
    var name = String.valueOf(store.getFileName());
    int dot = name.lastIndexOf('.');
    var own = dot <= 0 ? name + "-forms" : name.substring(0, dot) + "-forms" + name.substring(dot);
    var file = store.toAbsolutePath().resolveSibling(own);
    return new FormsDatabase(file, "jdbc:sqlite:" + file, null, null);
  }

  public static FormsDatabase postgres(
      String url, @Nullable String user, @Nullable String password) {
    return new FormsDatabase(null, url, user, password);
  }

  /** Connections to it. */
  record Pools(HikariDataSource working, HikariDataSource looking) implements AutoCloseable {
    @Override
    public void close() {
      working.close();
      looking.close();
    }
  }

  /**
   * Opens it.
   *
   * @throws BaltoroException {@link Problem#STORE_UNAVAILABLE} if it is not reached
   */
  Pools open() {
    try {
      var working = new HikariDataSource(pool("baltoro-forms", CONNECTIONS));
      try {
        return new Pools(
            working, new HikariDataSource(pool("baltoro-forms-look", LOOKING_CONNECTIONS)));
      } catch (RuntimeException failure) {
        working.close();
        throw failure;
      }
    } catch (HikariPool.PoolInitializationException failure) {
      LOG.atWarn()
          .addKeyValue("why", failure.getMessage())
          .log("The database of forms is not reached");
      throw unavailable();
    }
  }

  /** Why it is not reached is in the log: that names addresses. */
  static BaltoroException unavailable() {
    return new BaltoroException(
        Problem.STORE_UNAVAILABLE,
        "The database of forms is not reached: try again later. The server's log says why.");
  }

  private HikariConfig pool(String name, int connections) {
    var pool = new HikariConfig();
    pool.setPoolName(name);
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(1);
    if (file == null) {
      pool.setJdbcUrl(url);
      pool.setUsername(user);
      pool.setPassword(password);
    } else {
      pool.setDataSource(sqlite());
    }
    return pool;
  }

  private DataSource sqlite() {
    var pragmas = new SQLiteConfig();
    pragmas.setJournalMode(SQLiteConfig.JournalMode.WAL);
    pragmas.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    pragmas.setBusyTimeout(BUSY_MILLIS);
    pragmas.setTransactionMode(TransactionMode.IMMEDIATE);
    pragmas.enforceForeignKeys(true);
    var source = new SQLiteDataSource(pragmas);
    source.setUrl(url);
    return source;
  }
}
