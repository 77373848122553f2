package org.baltoro.server.forms;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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
  private static final int BUSY_MILLIS = 20_000;
  private static final int CONNECTIONS = 8;

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

  HikariDataSource open() {
    var pool = new HikariConfig();
    pool.setPoolName("baltoro-forms");
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(1);
    if (file == null) {
      pool.setJdbcUrl(url);
      pool.setUsername(user);
      pool.setPassword(password);
    } else {
      pool.setDataSource(sqlite());
    }
    return new HikariDataSource(pool);
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
