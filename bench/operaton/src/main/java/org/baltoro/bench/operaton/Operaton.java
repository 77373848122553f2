package org.baltoro.bench.operaton;

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
import org.jspecify.annotations.Nullable;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.cfg.TransactionState;
import org.operaton.bpm.engine.impl.context.Context;
import org.operaton.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.operaton.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.operaton.bpm.engine.impl.util.ClockUtil;

/** Operaton, embedded. */
public final class Operaton extends BpmnContender {
  private static final Bpmn BPMN =
      new Bpmn("http://operaton.org/schema/1.0/bpmn", "engine:asyncBefore=\"true\"");

  private final ProcessEngine engine;
  private final @Nullable HikariDataSource pool;

  private Operaton(String jdbcUrl, Settings settings) {
    var config = new StandaloneProcessEngineConfiguration();
    config.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    config.setJobExecutorActivate(true);
    config.setEnforceHistoryTimeToLive(false);
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
      config.setHistory(ProcessEngineConfiguration.HISTORY_NONE);
    }
    engine = config.buildProcessEngine();
  }

  public static void main(String[] arguments) throws IOException {
    var settings = Settings.of(arguments);
    Child.serve(jdbcUrl -> new Operaton(jdbcUrl, settings));
  }

  private static HikariDataSource pool(String jdbcUrl) {
    var config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername("postgres");
    config.setMaximumPoolSize(32);
    return new HikariDataSource(config);
  }

  /** Ids are made without the database, jobs are fetched in bulk, and nobody sleeps for long. */
  private static void tune(StandaloneProcessEngineConfiguration config) {
    config.setIdGenerator(new StrongUuidGenerator());
    config.setMetricsEnabled(false);
    config.setTaskMetricsEnabled(false);
    config.setJobExecutorDeploymentAware(false);
    config.setJobExecutorAcquireByDueDate(true);
    var executor = new DefaultJobExecutor();
    executor.setCorePoolSize(16);
    executor.setMaxPoolSize(16);
    executor.setQueueSize(512);
    executor.setMaxJobsPerAcquisition(64);
    executor.setWaitTimeInMillis(100);
    executor.setMaxWait(500);
    config.setJobExecutor(executor);
  }

  private Map<Object, Object> beans() {
    var beans = new HashMap<Object, Object>();
    beans.put("nothing", (JavaDelegate) execution -> {});
    beans.put(
        "waits",
        (ExecutionListener)
            execution -> waits(execution.getProcessBusinessKey(), execution.getId()));
    beans.put("fired", (ExecutionListener) execution -> onceDurable(this::fired));
    beans.put(
        "ended",
        (ExecutionListener)
            execution -> {
              var key = execution.getProcessBusinessKey();
              onceDurable(() -> ended(key));
            });
    return beans;
  }

  private static void onceDurable(Runnable tell) {
    Context.getCommandContext()
        .getTransactionContext()
        .addTransactionListener(TransactionState.COMMITTED, context -> tell.run());
  }

  @Override
  protected void deploy(String process) {
    engine
        .getRepositoryService()
        .createDeployment()
        .enableDuplicateFiltering(true)
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
    engine.getRuntimeService().signal(execution);
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
    ClockUtil.offset(further.toMillis());
  }

  @Override
  public void close() {
    engine.close();
    ClockUtil.reset();
    if (pool != null) {
      pool.close();
    }
  }
}
