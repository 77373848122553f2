package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grants are text, so nobody may have a name that reads as a group or as everyone. */
class UserNameTest {
  private static final String DEFINITION = "process: Test/One\nactivities:\n  A: {}\n";

  @TempDir Path folder;
  private Engine engine;

  @BeforeEach
  void open() {
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"everyone", "Everyone", "originator", "group:finance", "a:b", ":", "", " ann"})
  void aNameThatReadsAsSomethingElseIsRefused(String name) {
    var administration = engine.connectTrusted("root").administration();
    assertInvalid(() -> engine.createFirstAdministrator(name));
    assertInvalid(() -> administration.createUser(name, "a good password", Set.of()));
    assertThat(administration.users()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "ann.o@example.org", "Jürgen", "7", "every-one", "group"})
  void otherNamesAreTaken(String name) {
    var administration = engine.connectTrusted("root").administration();
    administration.createUser(name, "a good password", Set.of());
    assertThat(administration.users()).extracting(user -> user.name()).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"everyone", "group:finance"})
  void aGrantToAUserOfSuchANameIsNoGrantToTheOthers(String name) {
    var administration = engine.connectTrusted("root").administration();
    engine.connectTrusted("root").definitions().deploy(DEFINITION, "one.yaml");
    assertInvalid(
        () -> administration.grantProcessRight("Test/One", ProcessRight.ADMIN, Subject.user(name)));
    assertThat(administration.rights("Test/One"))
        .extracting(grant -> grant.subject().toString())
        .containsExactly("root");
  }

  @Test
  void whoeverDeploysAsEveryoneDoesNotMakeEveryoneAnAdministrator() {
    assertInvalid(
        () -> engine.connectTrusted("everyone").definitions().deploy(DEFINITION, "one.yaml"));
    assertThat(engine.connectTrusted("root").definitions().processes()).isEmpty();
  }

  @Test
  void aDefinitionGrantsRightsToARole() {
    var administration = engine.connectTrusted("root").administration();
    administration.createUser("ann", "a good password", Set.of());
    administration.createRole("heads", List.of(Subject.user("ann")));
    engine
        .connectTrusted("root")
        .definitions()
        .deploy(
            "process: Test/Heads\nrights: { start: ['role:heads'] }\nactivities:\n  A: {}\n",
            "heads.yaml");
    var token = administration.createToken("ann", "test", Duration.ofDays(1));
    try (var ann = engine.connectWithToken(token)) {
      assertThat(ann.startProcessInstance(ann.createProcessInstance("Test/Heads"), true).folio())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rol:hr", "group:", "group: ", "role:a ", "manager:ann", "*", "= x", "originator"})
  void aRightIsGrantedToNobodyWhoCanNotBe(String subject) {
    var administration = engine.connectTrusted("root").administration();
    engine.connectTrusted("root").definitions().deploy(DEFINITION, "one.yaml");
    assertInvalid(() ->
        administration.grantProcessRight("Test/One", ProcessRight.START, Subject.parse(subject)));
    assertInvalid(
        () -> administration.grantServerRight(ServerRight.EXPORT, Subject.parse(subject)));
    assertThat(administration.rights("Test/One")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody-yet", "ann@example.org", "auth0|7", "group:AP / DE", "role:a"})
  void aRightMayBeGrantedBeforeThereIsAnybodyToHaveIt(String subject) {
    var administration = engine.connectTrusted("root").administration();
    administration.grantServerRight(ServerRight.EXPORT, Subject.parse(subject));
    administration.revokeServerRight(ServerRight.EXPORT, Subject.parse(subject));
  }

  @Test
  void whatWasNotGrantedIsNotRevoked() {
    var administration = engine.connectTrusted("root").administration();
    engine
        .connectTrusted("root")
        .definitions()
        .deploy(DEFINITION + "rights: { start: ['group:staff'] }\n", "one.yaml");
    assertThat(
            catchThrowableOfType(
                BaltoroException.class,
                () ->
                    administration.revokeProcessRight(
                        "Test/One", ProcessRight.VIEW, Subject.user("ann"))))
        .hasMessage("ann does not have the right 'view' on process 'Test/One' by a grant.")
        .extracting(BaltoroException::problem)
        .isEqualTo(Problem.NOT_FOUND);
    assertThat(
            catchThrowableOfType(
                BaltoroException.class,
                () ->
                    administration.revokeProcessRight(
                        "Test/One", ProcessRight.START, Subject.group("staff"))))
        .hasMessageContaining("group:staff has the right 'start' by the definition")
        .extracting(BaltoroException::problem)
        .isEqualTo(Problem.NOT_FOUND);
    assertThat(
            catchThrowableOfType(
                BaltoroException.class,
                () -> administration.revokeServerRight(ServerRight.EXPORT, Subject.everyone())))
        .hasMessage("everyone does not have the right 'export' on the server by a grant.");
  }

  private static void assertInvalid(Runnable call) {
    var refused = catchThrowableOfType(BaltoroException.class, call::run);
    assertThat(refused).isNotNull();
    assertThat(refused.problem()).isEqualTo(Problem.INVALID_REQUEST);
  }
}
