package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Problem;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code is compiled only where it may be, and only as much as a definition needs. */
class CodeLimitsTest {
  @TempDir Path folder;

  private static String definition(String... code) {
    var text = new StringBuilder("process: Test/Code\nactivities:\n  Do:\n    events:\n");
    for (int number = 0; number < code.length; number++) {
      text.append("      - server: Do %d\n        code: '%s'\n".formatted(number, code[number]));
    }
    return text.toString();
  }

  @Test
  void whereCodeIsNotAcceptedNoneIsCompiled() {
    var broken = definition("int broken =");
    try (var engine =
        Engine.open(EngineConfig.sqlite(folder.resolve("code.db")).codeBehind(false))) {
      var definitions = engine.connectTrusted("ann").definitions();
      assertThat(definitions.check(broken, "a.yaml"))
          .extracting(DefinitionProblem::found)
          .containsExactly("code in the definition");
      var refused =
          catchThrowableOfType(BaltoroException.class, () -> definitions.deploy(broken, "a.yaml"));
      assertThat(refused.problem()).isEqualTo(Problem.INVALID_DEFINITION);
      assertThat(refused.definitionProblems())
          .extracting(DefinitionProblem::found)
          .containsExactly("code in the definition");
    }
  }

  @Test
  void codeThatIsTooLongIsNotCompiled() {
    assertThat(Deployer.check(definition(";", "x".repeat(100_001)), "a.yaml").problems())
        .extracting(DefinitionProblem::found)
        .containsExactly("code of 100,001 characters");
    assertThat(Deployer.check(definition(";", " ".repeat(99_990) + ";"), "a.yaml").problems())
        .isEmpty();
  }

  @Test
  void codeInTooManyPlacesIsNotCompiled() {
    var snippets = new String[501];
    java.util.Arrays.fill(snippets, "broken");
    assertThat(Deployer.check(definition(snippets), "a.yaml").problems())
        .extracting(DefinitionProblem::found)
        .containsExactly("code in 501 places");
  }
}
