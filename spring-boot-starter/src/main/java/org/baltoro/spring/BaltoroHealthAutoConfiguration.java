package org.baltoro.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The engine among the things that Actuator asks how they are. */
@AutoConfiguration(after = BaltoroAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(BaltoroEngine.class)
@ConditionalOnEnabledHealthIndicator("baltoro")
public class BaltoroHealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "baltoroHealthIndicator")
  HealthIndicator baltoroHealthIndicator(BaltoroEngine engine) {
    return () -> health(engine);
  }

  private static Health health(BaltoroEngine engine) {
    if (!engine.isRunning()) {
      return Health.outOfService().withDetail("engine", "not open").build();
    }
    var status = engine.get().status();
    return (status.storeReachable() ? Health.up() : Health.down())
        .withDetail("store", status.store())
        .withDetail("node", status.node())
        .withDetail("queuedCommits", status.queuedCommits())
        .withDetail("runningAttempts", status.runningAttempts())
        .withDetail("lostThreads", status.lostThreads())
        .build();
  }
}
