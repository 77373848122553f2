package org.baltoro.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.baltoro.engine.EngineStatus;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** What the engine does, in numbers, for Micrometer. */
@AutoConfiguration(after = BaltoroAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(BaltoroEngine.class)
public class BaltoroMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "baltoroMetrics")
  MeterBinder baltoroMetrics(BaltoroEngine engine) {
    return registry -> bind(registry, engine);
  }

  private static void bind(MeterRegistry registry, BaltoroEngine engine) {
    counter(registry, engine, "baltoro.commits", "Transactions", EngineStatus::commits);
    counter(registry, engine, "baltoro.decisions", "Decisions stored", EngineStatus::decisions);
    gauge(registry, engine, "baltoro.commits.queued", "Waiting", EngineStatus::queuedCommits);
    gauge(registry, engine, "baltoro.attempts", "Code that runs", EngineStatus::runningAttempts);
    gauge(registry, engine, "baltoro.instances.cached", "Cached", EngineStatus::cachedInstances);
    gauge(registry, engine, "baltoro.threads.lost", "Lost threads", EngineStatus::lostThreads);
    gauge(
        registry,
        engine,
        "baltoro.store.reachable",
        "1 while the store can be reached",
        status -> status.storeReachable() ? 1 : 0);
  }

  private static void counter(
      MeterRegistry registry,
      BaltoroEngine engine,
      String name,
      String description,
      ToDoubleFunction<EngineStatus> value) {
    FunctionCounter.builder(name, engine, known -> read(known, value))
        .description(description)
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry,
      BaltoroEngine engine,
      String name,
      String description,
      ToDoubleFunction<EngineStatus> value) {
    Gauge.builder(name, engine, known -> read(known, value))
        .description(description)
        .register(registry);
  }

  /** Before the engine is open there is nothing to count. */
  private static double read(BaltoroEngine engine, ToDoubleFunction<EngineStatus> value) {
    return engine.isRunning() ? value.applyAsDouble(engine.get().status()) : 0;
  }
}
