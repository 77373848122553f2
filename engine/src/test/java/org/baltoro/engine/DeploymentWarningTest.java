package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says of a good definition that it could not carry out as it is set up. */
class DeploymentWarningTest {
  private static final String DEFINITION =
      """
      process: Test/Needs
      escalations:
        - name: Remind
          after: 1d
          mail: { to: [originator], subject: '"Late"', body: '"It is late."' }
      activities:
        Do:
          events:
            - server: Do it
              handler: test.known
            - server: And this
              handler: test.knwon
            - client: Decide
              destinations: [ann]
              actions: [Done]
              escalations:
                - name: Remind
                  after: 1d
                  mail: { to: [ann], subject: '"Late"', body: '"It is late."' }
      """;

  @TempDir Path folder;

  @Test
  void aMissingHandlerAndAMissingMailServerAreToldByLineAndColumn() {
    assertThat(warnings(config()))
        .containsExactly(
            "10:18 activities.Do.events[0].handler",
            "12:18 activities.Do.events[1].handler",
            "5:5 escalations[0].mail",
            "19:13 activities.Do.events[2].escalations[0].mail");
  }

  @Test
  void aServerThatHasAllSaysNothing() {
    var complete =
        config()
            .handler("test.known", k2 -> {})
            .handler("test.knwon", k2 -> {})
            .mailer((recipients, subject, body, messageKey) -> {});
    assertThat(warnings(complete)).isEmpty();
  }

  @Test
  void theNearestHandlerIsNamed() {
    try (var engine = Engine.open(config().handler("test.known", k2 -> {}))) {
      assertThat(deploy(engine))
          .filteredOn(problem -> problem.path().endsWith("events[1].handler"))
          .singleElement()
          .satisfies(problem -> assertThat(problem.nearest()).isEqualTo("test.known"));
    }
  }

  @Test
  void anEventWithoutAHandlerIsToldOnce() {
    var lacking = DEFINITION.replace("        handler: test.known\n", "\n");
    try (var engine = Engine.open(config())) {
      var refused =
          catchThrowableOfType(
              BaltoroException.class,
              () -> engine.connectTrusted("ann").definitions().deploy(lacking, "needs.yaml"));

      assertThat(refused.definitionProblems())
          .filteredOn(problem -> problem.path().startsWith("activities.Do.events[0]"))
          .extracting(DefinitionProblem::found)
          .containsExactly("nothing");
      assertThat(refused.definitionProblems()).allMatch(problem -> problem.line() > 0);
    }
  }

  private EngineConfig config() {
    return EngineConfig.sqlite(folder.resolve("warnings.db"));
  }

  private static List<String> warnings(EngineConfig config) {
    try (var engine = Engine.open(config)) {
      var problems = deploy(engine);
      assertThat(problems).allMatch(DefinitionProblem::warning);
      return problems.stream()
          .map(problem -> problem.line() + ":" + problem.column() + " " + problem.path())
          .toList();
    }
  }

  private static List<DefinitionProblem> deploy(Engine engine) {
    return engine.connectTrusted("ann").definitions().deploy(DEFINITION, "needs.yaml").warnings();
  }
}
