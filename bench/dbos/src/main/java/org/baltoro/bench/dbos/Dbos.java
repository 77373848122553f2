package org.baltoro.bench.dbos;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import java.io.IOException;
import org.baltoro.bench.contender.Child;
import org.baltoro.bench.contender.Contender;
import org.baltoro.bench.contender.Order;
import org.baltoro.bench.contender.Settings;
import org.baltoro.bench.contender.Workload;
import org.jspecify.annotations.Nullable;

/** DBOS Transact, embedded; it has no definitions, no work for people and no timers of its own. */
public final class Dbos implements Contender {
  private final DBOS dbos;
  private final Orders orders;
  private final @Nullable HikariDataSource pool;

  private Dbos(String jdbcUrl, Settings settings) {
    var config = DBOSConfig.defaults("bench").withAppVersion("1");
    pool = settings == Settings.DEFAULT ? null : pool(jdbcUrl);
    config =
        pool == null
            ? config.withDatabaseUrl(jdbcUrl).withDbUser("postgres").withDbPassword("")
            : config.withDataSource(pool);
    dbos = new DBOS(config);
    orders = dbos.registerProxy(Orders.class, new OrderWorkflows(dbos));
    dbos.launch();
  }

  public static void main(String[] arguments) throws IOException {
    var settings = Settings.of(arguments);
    Child.serve(jdbcUrl -> new Dbos(jdbcUrl, settings));
  }

  private static HikariDataSource pool(String jdbcUrl) {
    var config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername("postgres");
    config.setMaximumPoolSize(32);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new HikariDataSource(config);
  }

  @Override
  public Work work(Workload workload) {
    return switch (workload) {
      case STEPS ->
          () -> {
            var order = Order.next();
            check(
                order,
                orders.steps(
                    order.number(), order.amount().toString(), order.supplier(), order.quantity()));
          };
      case EXTERNAL ->
          () -> {
            var order = Order.next();
            var started =
                dbos.startWorkflow(
                    () ->
                        orders.external(
                            order.number(),
                            order.amount().toString(),
                            order.supplier(),
                            order.quantity()),
                    new StartWorkflowOptions(order.number()));
            dbos.send(order.number(), order.number(), OrderWorkflows.PAID);
            check(order, started.getResult());
          };
      case STRAIGHT, TOLD, TASK, RULES, GOTO -> throw new UnsupportedOperationException();
    };
  }

  private static void check(Order order, String result) {
    if (!result.equals(order.number())) {
      throw new IllegalStateException("The workflow returned " + result);
    }
  }

  @Override
  public void close() {
    dbos.shutdown();
    if (pool != null) {
      pool.close();
    }
  }
}
