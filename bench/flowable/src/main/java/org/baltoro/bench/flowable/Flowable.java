package org.baltoro.bench.flowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.baltoro.bench.contender.Bpmn;
import org.baltoro.bench.contender.BpmnContender;
import org.baltoro.bench.contender.Child;
import org.baltoro.bench.contender.People;
import org.baltoro.bench.contender.Settings;
import org.flowable.common.engine.impl.cfg.TransactionState;
import org.flowable.common.engine.impl.context.Context;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.common.engine.impl.persistence.StrongUuidGenerator;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.delegate.ExecutionListener;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.job.service.impl.asyncexecutor.AsyncJobExecutorConfiguration;
import org.jspecify.annotations.Nullable;

/** Flowable, embedded. */
public final class Flowable extends BpmnContender {
  private static final Bpmn BPMN = new Bpmn("http://flowable.org/bpmn", "engine:async=\"true\"");

  private final ProcessEngine engine;
  private final @Nullable HikariDataSource pool;
  private final AheadClock clock = new AheadClock();

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
            execution -> waits(execution.getProcessInstanceBusinessKey(), execution.getId()));
    beans.put("fired", (ExecutionListener) execution -> onceDurable(this::fired));
    beans.put(
        "ended",
        (ExecutionListener)
            execution -> {
              var key = execution.getProcessInstanceBusinessKey();
              onceDurable(() -> ended(key));
            });
    return beans;
  }

  private static void onceDurable(Runnable tell) {
    Context.getTransactionContext()
        .addTransactionListener(TransactionState.COMMITTED, context -> tell.run());
  }

  @Override
  protected void deploy(String process) {
    engine
        .getRepositoryService()
        .createDeployment()
        .enableDuplicateFiltering()
        .addString(process + ".bpmn", BPMN.text(process))
        .name(process)
        .deploy();
  }

  @Override
  protected Started start(String process, String number, Map<String, Object> variables) {
    var started = engine.getRuntimeService().startProcessInstanceByKey(process, number, variables);
    return new Started(started.getId(), started.isEnded());
  }

  @Override
  protected void goOn(String execution) {
    engine.getRuntimeService().trigger(execution);
  }

  @Override
  protected void answer(String instance, People.User user) {
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
            .filter(task -> task.getProcessInstanceId().equals(instance))
            .findFirst()
            .orElseThrow();
    tasks.complete(own.getId(), Map.of("outcome", "Approve"));
  }

  @Override
  public void advanceClock(Duration further) {
    clock.advance(further);
  }

  @Override
  public void close() {
    engine.close();
    if (pool != null) {
      pool.close();
    }
  }
}
