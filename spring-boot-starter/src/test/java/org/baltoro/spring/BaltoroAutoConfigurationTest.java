package org.baltoro.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.api.code.ProcessFinishRuleContext;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.deploy.BuiltDefinition;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.sqlite.SQLiteDataSource;

/** The engine inside an application: with its beans, definitions, users, and for its lifetime. */
class BaltoroAutoConfigurationTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  BaltoroAutoConfiguration.class,
                  BaltoroSecurityAutoConfiguration.class,
                  BaltoroHealthAutoConfiguration.class,
                  BaltoroMetricsAutoConfiguration.class));

  private ApplicationContextRunner onFile() {
    return application.withPropertyValues("baltoro.sqlite-file=" + folder.resolve("spring.db"));
  }

  @AfterEach
  void logOut() {
    SecurityContextHolder.clearContext();
  }

  /** Payroll, as an application has it. */
  static class Payroll {
    final List<String> booked = new CopyOnWriteArrayList<>();

    @BaltoroHandler("payroll.book")
    void book(ServerEventContext k2) {
      booked.add(k2.processInstance().originator());
      k2.processInstance().dataFields().set("Booked", true);
    }

    @BaltoroHandler("leave.end")
    void end(ProcessFinishRuleContext k2) {
      k2.processInstance().setFolio("Done");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Application {
    @Bean
    Payroll payroll() {
      return new Payroll();
    }

    /** Its name is the bean's. */
    @Bean
    ServerEventHandler leaveTold() {
      return k2 -> k2.processInstance().dataFields().set("Note", "told");
    }
  }

  @Test
  void aProcessOfTheApplicationRunsItsBeansForTheUsersThatItKnows() {
    onFile()
        .withUserConfiguration(Application.class)
        .run(context -> {
          var connections = context.getBean(BaltoroConnections.class);
          var ann = connections.as("ann");
          var prepared = ann.createProcessInstance("HR/Leave");
          prepared.dataFields().set("Days", 3);
          long id = ann.startProcessInstance(prepared, true).id();
          assertThat(connections.as("nora").worklist(null, 10).items()).isEmpty();

          var bob = connections.as(new BaltoroUser("bob", Set.of("managers")));
          var work = bob.worklist(null, 10).items().getFirst();
          bob.openWorklistItem(work.serialNumber()).finish("Approve", true);

          var ended = bob.openProcessInstance(id);
          assertThat(ended.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
          assertThat(ended.dataFields().getBoolean("Booked")).isTrue();
          assertThat(ended.dataFields().getString("Note")).isEqualTo("told");
          assertThat(ended.folio()).isEqualTo("Done");
          assertThat(context.getBean(Payroll.class).booked).containsExactly("ann");
        });
  }

  @Test
  void whoIsLoggedInActsInTheirGroups() {
    onFile()
        .withUserConfiguration(Application.class)
        .run(context -> {
          var connections = context.getBean(BaltoroConnections.class);
          assertThat(catchThrowableOfType(BaltoroException.class, connections::current).problem())
              .isEqualTo(Problem.NOT_AUTHENTICATED);
          var prepared = connections.trusted("test").createProcessInstance("HR/Leave");
          prepared.dataFields().set("Days", 1);
          connections.trusted("test").startProcessInstance(prepared, true);

          SecurityContextHolder.getContext()
              .setAuthentication(new TestingAuthenticationToken("bob", "-", "ROLE_managers", "x"));
          assertThat(connections.current().user()).isEqualTo("bob");
          assertThat(connections.current().worklist(null, 10).items()).hasSize(1);
        });
  }

  @Test
  void theDataSourceOfTheApplicationIsUsedAndDefinitionsStayAsTheyAreOverRestarts() {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("application.db"));
    for (int start = 0; start < 2; start++) {
      application
          .withUserConfiguration(Application.class)
          .withBean(DataSource.class, () -> source)
          .withBean(
              BuiltDefinition.class,
              () ->
                  DefinitionBuilder.process("HR/Built")
                      .activity("Do", a -> a.server("Do", k2 -> {}))
                      .build())
          .run(context -> {
            var admin = context.getBean(BaltoroConnections.class).trusted("admin");
            assertThat(admin.definitions().processes())
                .allMatch(process -> process.defaultVersion() == 1)
                .extracting(process -> process.process())
                .containsExactlyInAnyOrder("HR/Leave", "HR/Built");
            assertThat(
                    admin
                        .startProcessInstance(admin.createProcessInstance("HR/Built"), true)
                        .status())
                .isEqualTo(ProcessInstanceStatus.COMPLETED);
          });
    }
  }

  @Test
  void healthAndMetricsTellHowTheEngineIs() {
    onFile()
        .withUserConfiguration(Application.class)
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(context -> {
          var indicator = context.getBean("baltoroHealthIndicator", HealthIndicator.class);
          var health = Objects.requireNonNull(indicator.health());
          assertThat(health.getStatus()).isEqualTo(Status.UP);
          assertThat(health.getDetails()).containsKeys("store", "node", "lostThreads");

          var registry = context.getBean(MeterRegistry.class);
          context.getBean("baltoroMetrics", MeterBinder.class).bindTo(registry);
          assertThat(registry.get("baltoro.store.reachable").gauge().value()).isEqualTo(1);
          assertThat(registry.get("baltoro.commits").functionCounter().count()).isNotNegative();
          context.getBean(BaltoroEngine.class).stop();
          assertThat(Objects.requireNonNull(indicator.health()).getStatus())
              .isEqualTo(Status.OUT_OF_SERVICE);
          assertThatThrownBy(() -> context.getBean(BaltoroConnections.class).as("ann"))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("The engine is not open");
        });
  }

  @Test
  void settingsAndCustomizersReachTheEngine() {
    onFile()
        .withUserConfiguration(Application.class)
        .withPropertyValues(
            "baltoro.node-name=east", "baltoro.lease=3s", "baltoro.movable-clock=true")
        .withBean(BaltoroCustomizer.class, () -> config -> config.syncTimeout(LONG))
        .run(context -> {
          var engine = context.getBean(BaltoroEngine.class).get();
          assertThat(engine.connectTrusted("a").administration().clock().movable()).isTrue();
          assertThat(engine.store().liveNodes()).allMatch(node -> node.name().equals("east"));
        });
    onFile()
        .withPropertyValues("baltoro.lease=1ms")
        .run(context ->
            assertThat(context.getStartupFailure())
                .hasRootCauseMessage("engine.lease is 1 ms: give 1 s to 10 min."));
  }

  @Test
  void itIsLeftOutWhereItIsSwitchedOff() {
    application
        .withPropertyValues("baltoro.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(BaltoroEngine.class));
  }

  // ---- what is wrong is said at the start

  @Test
  void anApplicationWithoutADataSourceIsToldWhatIsMissing() {
    application.run(context ->
        assertThat(context.getStartupFailure())
            .rootCause()
            .hasMessageContaining("The engine has no store")
            .hasMessageContaining("baltoro.sqlite-file"));
  }

  @Test
  void aDefinitionThatIsWrongStopsTheStart() {
    onFile()
        .withPropertyValues("baltoro.definitions=classpath:/wrong/*.yaml")
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .isInstanceOf(BaltoroException.class)
                .hasMessageContaining("wrong.yaml:2:1: activties"));
  }

  static class Unfit {
    @BaltoroHandler("unfit")
    void unfit(String text) {}
  }

  static class Other {
    @BaltoroHandler("payroll.book")
    void book(ServerEventContext k2) {}
  }

  @BaltoroHandler("lambda")
  static class NoHandler {}

  @Configuration(proxyBeanMethods = false)
  static class Untold {
    @Bean
    @SuppressWarnings("rawtypes")
    CodeHandler untold() {
      return k2 -> {};
    }
  }

  @Test
  void handlersThatCanNotBeAreNamed() {
    fails(Unfit.class, "The method Unfit.unfit is @BaltoroHandler(\"unfit\"): give it one");
    fails(NoHandler.class, "is @BaltoroHandler(\"lambda\"), but no CodeHandler");
    fails(Untold.class, "What the handler bean 'untold' is written for can't be seen");
    onFile()
        .withBean(Payroll.class)
        .withBean(Other.class)
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("Two handlers are called 'payroll.book': "));
  }

  private void fails(Class<?> bean, String message) {
    onFile()
        .withUserConfiguration(bean)
        .run(context ->
            assertThat(context.getStartupFailure()).rootCause().hasMessageContaining(message));
  }
}
