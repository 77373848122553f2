package org.baltoro.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** Notes how the database carries out the statements of a connection. Not safe for many threads. */
public final class WatchedStatements {

  /**
   * Of a JDBC URL of PostgreSQL: the session tells each plan that it carried out, with its rows.
   */
  public static final String POSTGRES_OPTIONS =
      "&options=-c%20session_preload_libraries=auto_explain"
          + "%20-c%20auto_explain.log_min_duration=0"
          + "%20-c%20auto_explain.log_analyze=on"
          + "%20-c%20auto_explain.log_timing=off"
          + "%20-c%20auto_explain.log_level=notice";

  /**
   * How one statement was carried out.
   *
   * @param lines as the database writes them
   * @param steps that SQLite's machine made, without the last hundred; 0 on PostgreSQL
   */
  public record Plan(String sql, List<String> lines, AtomicLong steps) {
    @Override
    public String toString() {
      return "%s%n  %s%n  steps: %s".formatted(sql.strip(), String.join("\n  ", lines), steps);
    }
  }

  private static final int STEPS_EACH = 100;

  private final String explain;
  private final List<Plan> plans = new ArrayList<>();

  /**
   * @param explain what is put before a statement to ask for its plan; "" when the session tells
   */
  public WatchedStatements(String explain) {
    this.explain = explain;
  }

  /** The plans since this was asked last. */
  public List<Plan> taken() {
    var taken = List.copyOf(plans);
    plans.clear();
    return taken;
  }

  /** The same connection, watched. */
  public Connection of(Connection connection) {
    return proxy(
        Connection.class,
        (self, method, arguments) ->
            method.getName().equals("prepareStatement") && arguments != null
                ? proxy(PreparedStatement.class, new Watched(connection, (String) arguments[0]))
                : call(connection, method, arguments));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(Object on, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getTargetException();
    }
  }

  /** Does what the statement does, and learns its plan first or afterwards. */
  private final class Watched implements InvocationHandler {
    private record Binding(Method method, Object @Nullable [] arguments) {}

    private final Connection connection;
    private final String sql;
    private final PreparedStatement real;
    private final List<Binding> bindings = new ArrayList<>();
    private final boolean counted;

    Watched(Connection connection, String sql) throws SQLException {
      this.connection = connection;
      this.sql = sql;
      real = connection.prepareStatement(sql);
      counted = connection.isWrapperFor(SQLiteConnection.class);
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
        throws Throwable {
      var name = method.getName();
      if (name.startsWith("set")) {
        bindings.add(new Binding(method, arguments));
      }
      if (name.equals("close") && counted) {
        ProgressHandler.clearHandler(connection.unwrap(SQLiteConnection.class));
      }
      return name.startsWith("execute")
          ? execute(method, arguments)
          : call(real, method, arguments);
    }

    private @Nullable Object execute(Method method, Object @Nullable [] arguments)
        throws Throwable {
      var plan = new Plan(sql, new ArrayList<>(), new AtomicLong());
      if (!explain.isEmpty()) {
        ask(plan.lines);
      }
      if (counted) {
        count(plan.steps);
      }
      var result = call(real, method, arguments);
      for (var told = real.getWarnings(); told != null; told = told.getNextWarning()) {
        String.valueOf(told.getMessage()).lines().forEach(plan.lines::add);
      }
      plans.add(plan);
      return result;
    }

    private void ask(List<String> lines) throws Throwable {
      try (var asking = connection.prepareStatement(explain + sql)) {
        for (var binding : bindings) {
          call(asking, binding.method, binding.arguments);
        }
        try (var rows = asking.executeQuery()) {
          int last = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            lines.add(rows.getString(last));
          }
        }
      }
    }

    private void count(AtomicLong steps) throws SQLException {
      ProgressHandler.setHandler(
          connection.unwrap(SQLiteConnection.class),
          STEPS_EACH,
          new ProgressHandler() {
            @Override
            protected int progress() {
              steps.addAndGet(STEPS_EACH);
              return 0;
            }
          });
    }
  }
}
