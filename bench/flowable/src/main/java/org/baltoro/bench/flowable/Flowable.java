package org.baltoro.bench.flowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.baltoro.bench.contender.Bpmn;
import org.baltoro.bench.contender.Child;
import org.baltoro.bench.contender.Contender;
import org.baltoro.bench.contender.Endings;
import org.baltoro.bench.contender.Order;
import org.baltoro.bench.contender.People;
import org.baltoro.bench.contender.Settings;
import org.baltoro.bench.contender.Workload;
import org.flowable.common.engine.impl.cfg.TransactionState;
import org.flowable.common.engine.impl.context.Context;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.common.engine.impl.persistence.StrongUuidGenerator;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.delegate.ExecutionListener;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.engine.runtime.ProcessInstance;
import org.flowable.job.service.impl.asyncexecutor.AsyncJobExecutorConfiguration;
import org.jspecify.annotations.Nullable;

/** Flowable, embedded. */
public final class Flowable implements Contender {
  private static final Bpmn BPMN = new Bpmn("http://flowable.org/bpmn", "engine:async=\"true\"");

  private final ProcessEngine engine;
  private final @Nullable HikariDataSource pool;
  private final AheadClock clock = new AheadClock();
  private final Endings endings = new Endings();
  private final ConcurrentHashMap<String, String> waiting = new ConcurrentHashMap<>();
  private volatile Runnable fired = () -> {};

  private Flowable(String jdbcUrl, Settings settings) {
    var config = new StandaloneProcessEngineConfiguration();
    config.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    config.setAsyncExecutorActivate(true);
    config.setClock(clock);
    config.setBeans(beans());
    pool = settings == Settings.DEFAULT ? null : pool(jdbcUrl);
    if (pool == null) {
      config.setJdbcDriver("org.postgresql.Driver");
      config.setJdbcUrl(jdbcUrl);
      config.setJdbcUsername("postgres");
      config.setJdbcPassword("");
    } else {
      config.setDataSource(pool);
      tune(config);
    }
    if (settings == Settings.BARE) {
      config.setHistoryLevel(HistoryLevel.NONE);
    }
    engine = config.buildProcessEngine();
  }

  public static void main(String[] arguments) throws IOException {
    var settings = Settings.of(arguments);
    Child.serve(jdbcUrl -> new Flowable(jdbcUrl, settings));
  }

  private static HikariDataSource pool(String jdbcUrl) {
    var config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername("postgres");
    config.setMaximumPoolSize(32);
    return new HikariDataSource(config);
  }

  /** Ids are made without the database, more jobs run at once, and timers are looked for often. */
  private static void tune(StandaloneProcessEngineConfiguration config) {
    config.setIdGenerator(new StrongUuidGenerator());
    config.setAsyncExecutorCorePoolSize(16);
    config.setAsyncExecutorMaxPoolSize(16);
    var jobs = new AsyncJobExecutorConfiguration();
    jobs.setDefaultTimerJobAcquireWaitTime(Duration.ofMillis(500));
    jobs.setDefaultAsyncJobAcquireWaitTime(Duration.ofMillis(500));
    jobs.setDefaultQueueSizeFullWaitTime(Duration.ofMillis(100));
    config.setAsyncExecutorConfiguration(jobs);
    config.setEnableEntityLinks(false);
  }

  private Map<Object, Object> beans() {
    var beans = new HashMap<Object, Object>();
    beans.put("nothing", (JavaDelegate) execution -> {});
    beans.put(
        "waits",
        (ExecutionListener)
            execution -> waiting.put(execution.getProcessInstanceBusinessKey(), execution.getId()));
    beans.put("fired", (ExecutionListener) execution -> onceDurable(fired));
    beans.put(
        "ended",
        (ExecutionListener)
            execution -> {
              var key = execution.getProcessInstanceBusinessKey();
              onceDurable(() -> endings.ended(key));
            });
    return beans;
  }

  private static void onceDurable(Runnable tell) {
    Context.getTransactionContext()
        .addTransactionListener(TransactionState.COMMITTED, context -> tell.run());
  }

  @Override
  public Work work(Workload workload) {
    return switch (workload) {
      case STEPS -> {
        deploy("steps");
        yield () -> {
          var order = Order.next();
          endings.await(order.number(), () -> start("steps", order));
        };
      }
      case STRAIGHT -> straight("straight");
      case EXTERNAL -> {
        deploy("external");
        yield () -> {
          var order = Order.next();
          start("external", order);
          engine
              .getRuntimeService()
              .trigger(Objects.requireNonNull(waiting.remove(order.number())));
        };
      }
      case TASK -> {
        deploy("task");
        yield this::task;
      }
      case RULES -> straight("rules");
      case TOLD, GOTO -> throw new UnsupportedOperationException();
    };
  }

  private Work straight(String process) {
    deploy(process);
    return () -> {
      if (!start(process, Order.next()).isEnded()) {
        throw new IllegalStateException("The instance has not ended");
      }
    };
  }

  private void task() {
    var user = People.any();
    var started = startTask(user.anyGroup());
    var tasks = engine.getTaskService();
    var page =
        tasks
            .createTaskQuery()
            .taskCandidateGroupIn(user.groups())
            .orderByTaskCreateTime()
            .desc()
            .listPage(0, People.PAGE);
    var own =
        page.stream()
            .filter(task -> task.getProcessInstanceId().equals(started.getId()))
            .findFirst()
            .orElseThrow();
    tasks.complete(own.getId(), Map.of("outcome", "Approve"));
  }

  @Override
  public Work waiting() {
    deploy("external");
    return () -> {
      var order = Order.next();
      start("external", order);
      waiting.remove(order.number());
    };
  }

  @Override
  public Work waitingTask() {
    deploy("task");
    return () -> startTask(People.any().anyGroup());
  }

  @Override
  public Work timer(Runnable fired) {
    this.fired = fired;
    deploy("timer");
    return () -> start("timer", Order.next());
  }

  @Override
  public void advanceClock(Duration further) {
    clock.advance(further);
  }

  private void deploy(String process) {
    engine
        .getRepositoryService()
        .createDeployment()
        .enableDuplicateFiltering()
        .addString(process + ".bpmn", BPMN.text(process))
        .name(process)
        .deploy();
  }

  private ProcessInstance start(String process, Order order) {
    return engine
        .getRuntimeService()
        .startProcessInstanceByKey(process, order.number(), variables(order));
  }

  private ProcessInstance startTask(String group) {
    var order = Order.next();
    var variables = variables(order);
    variables.put("group", group);
    return engine.getRuntimeService().startProcessInstanceByKey("task", order.number(), variables);
  }

  private static Map<String, Object> variables(Order order) {
    var variables = new HashMap<String, Object>();
    variables.put("orderNumber", order.number());
    variables.put("amount", order.amount().doubleValue());
    variables.put("supplier", order.supplier());
    variables.put("quantity", order.quantity());
    return variables;
  }

  @Override
  public void close() {
    engine.close();
    if (pool != null) {
      pool.close();
    }
  }
}
