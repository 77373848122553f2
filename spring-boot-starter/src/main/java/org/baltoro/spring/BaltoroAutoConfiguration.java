package org.baltoro.spring;

import java.util.List;
import javax.sql.DataSource;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.code.Mailer;
import org.baltoro.engine.deploy.BuiltDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.support.ResourcePatternResolver;

/** The engine on the application's data source, with the application's beans as handlers. */
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnProperty(prefix = "baltoro", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(BaltoroProperties.class)
public class BaltoroAutoConfiguration {

  /** Opened in its phase, so that the handlers' own beans are all there when code runs. */
  @Bean
  @ConditionalOnMissingBean
  BaltoroEngine baltoroEngine(
      BaltoroProperties properties,
      ObjectProvider<EngineConfig> given,
      ObjectProvider<DataSource> dataSources,
      ObjectProvider<Mailer> mailer,
      ObjectProvider<BaltoroCustomizer> customizers,
      ObjectProvider<BuiltDefinition> built,
      ResourcePatternResolver resources,
      ConfigurableListableBeanFactory beans) {
    var source = properties.sqliteFile() == null ? dataSources.getIfUnique() : null;
    var base = given.getIfAvailable(() -> withSettings(onStore(properties, source), properties));
    var definitions =
        new DefinitionFiles(
            resources,
            properties.definitions(),
            built.orderedStream().toList(),
            properties.deployAs());
    var mailers = mailer.getIfUnique();
    return new BaltoroEngine(
        () -> {
          var config = base;
          if (mailers != null) {
            config = config.mailer(mailers);
          }
          for (var definition : definitions.built()) {
            config = config.handlers(definition);
          }
          config = HandlerBeans.registered(beans, config);
          for (var customizer : inOrder(customizers)) {
            config = customizer.customize(config);
          }
          return config;
        },
        definitions);
  }

  @Bean
  @ConditionalOnMissingBean
  BaltoroConnections baltoroConnections(
      BaltoroEngine engine, ObjectProvider<BaltoroUser.Current> current) {
    return new BaltoroConnections(engine, current.getIfAvailable());
  }

  private static List<BaltoroCustomizer> inOrder(ObjectProvider<BaltoroCustomizer> customizers) {
    return customizers.orderedStream().toList();
  }

  private static EngineConfig onStore(BaltoroProperties properties, @Nullable DataSource source) {
    if (properties.sqliteFile() != null) {
      return EngineConfig.sqlite(properties.sqliteFile());
    }
    if (source == null) {
      throw new IllegalStateException(
          "The engine has no store: there is no data source, or several of which none is @Primary."
              + " Add one (spring.datasource.url), set baltoro.sqlite-file, or give a bean of type"
              + " EngineConfig.");
    }
    return EngineConfig.dataSource(source)
        .schema(properties.schema())
        .committers(properties.committers());
  }

  private static EngineConfig withSettings(EngineConfig base, BaltoroProperties properties) {
    var config =
        base.nodeName(properties.nodeName())
            .codeBehind(properties.codeBehind())
            .movableClock(properties.movableClock())
            .unsafe(properties.unsafe());
    var map = PropertyMapper.get();
    config = map.from(properties::lease).to(config, EngineConfig::lease);
    config = map.from(properties::patience).to(config, EngineConfig::patience);
    config = map.from(properties::syncTimeout).to(config, EngineConfig::syncTimeout);
    return map.from(properties::shutdownPatience).to(config, EngineConfig::shutdownPatience);
  }
}
