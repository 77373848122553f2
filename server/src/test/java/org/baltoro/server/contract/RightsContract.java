package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.baltoro.server.contract.World.PASSWORD;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.baltoro.api.Administration.Grant;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceSummary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may do what, and what those learn who may not. Ann and paul start requests, dan decides them
 * and sees what he takes part in, finn finishes the server event, mia manages; sam is a stranger.
 */
abstract class RightsContract extends Contract {
  private static final String REQUEST = "Contract/Request";

  private static final String RIGHTS =
      """
      rights:
        start: [ann, paul]
        view: [ann]
        viewParticipate: [paul, 'group:deciders']
        admin: [mia]
        serverEvent: ['group:finance']
      """;

  private static final String YAML =
      "process: "
          + REQUEST
          + "\n"
          + RIGHTS
          + """
          data:
            Number: { type: string, required: true }
            Note: string
          activities:
            Decide:
              events:
                - client: Decide on it
                  destinations: [dan]
                  actions: [Approve]
              lines:
                - to: Book
            Book:
              events:
                - server: Book it
                  handler: contract.wait
          """;

  RightsContract(Way way) {
    super(way, List.of(YAML));
  }

  @BeforeAll
  void makeUsers() {
    var admin = world.engine.connectTrusted("admin").administration();
    admin.createUser("paul", PASSWORD, Set.of());
    admin.createUser("dan", PASSWORD, Set.of("deciders"));
    admin.createUser("sam", PASSWORD, Set.of());
  }

  private long request(String user, String number) {
    return start(user, number, null).id();
  }

  private ProcessInstance start(
      String user, String number, @org.jspecify.annotations.Nullable String key) {
    var prepared = as(user).createProcessInstance(REQUEST);
    prepared.dataFields().set("Number", number);
    if (key != null) {
      prepared.idempotencyKey(key);
    }
    return as(user).startProcessInstance(prepared, true);
  }

  // ---- idempotency keys

  @Test
  void aRepeatedStartIsAnsweredOnlyToItsOriginator() {
    long made = start("ann", "K-1", "order 1").id();
    assertThat(start("ann", "K-1", "order 1").id()).isEqualTo(made);
    var refused = refused(Problem.INVALID_REQUEST, () -> start("paul", "K-1", "order 1"));
    assertThat(refused)
        .hasMessageContaining("another user")
        .hasMessageNotContaining(String.valueOf(made));
  }

  @Test
  void anotherStartWithTheSameKeyIsRefused() {
    start("ann", "K-2", "order 2");
    assertThat(refused(Problem.INVALID_REQUEST, () -> start("ann", "K-3", "order 2")))
        .hasMessageContaining("other data");
  }

  // ---- checks of code

  @Test
  void onlyWhoMayDeployHasCodeCompiled() {
    var withCode =
        """
        process: Contract/Coded
        activities:
          Post:
            events:
              - server: Post it
                code: |
                  int broken =
        """;
    refused(Problem.ACCESS_DENIED, () -> as("sam").definitions().check(withCode, "coded.yaml"));
    assertThat(as("dora").definitions().check(withCode, "coded.yaml")).isNotEmpty();
    assertThat(as("sam").definitions().check(YAML, "request.yaml")).isEmpty();
  }

  // ---- users

  @Test
  void theCaseOfAUsersLettersCountsNowhere() {
    var admin = as("admin").administration();
    admin.createUser("Kim", PASSWORD, Set.of());
    var login = world.engine.login("KIM", PASSWORD);
    assertThat(login.user()).isEqualTo("Kim");
    var token = as("Kim").administration().createToken("kim", "own", Duration.ofHours(1));
    assertThat(world.engine.connectWithToken(token).user()).isEqualTo("Kim");

    admin.changePassword("KIM", "another password");
    refused(Problem.NOT_AUTHENTICATED, () -> world.engine.connectWithToken(login.token()));
    as("Kim").administration().revokeToken(token);

    admin.grantServerRight(ServerRight.EXPORT, Subject.user("kIM"));
    assertThat(as("Kim").definitions().source(REQUEST, 1)).isEqualTo(YAML);
    admin.revokeServerRight(ServerRight.EXPORT, Subject.user("KIM"));
    refused(Problem.ACCESS_DENIED, () -> as("Kim").definitions().source(REQUEST, 1));
  }

  @Test
  void aDisabledUserIsEnabledAgain() {
    var admin = as("admin").administration();
    admin.createUser("leo", PASSWORD, Set.of());
    var token = as("leo").administration().createToken("leo", "own", Duration.ofHours(1));
    admin.disableUser("leo");
    refused(Problem.NOT_AUTHENTICATED, () -> world.engine.login("leo", PASSWORD));
    admin.enableUser("LEO");
    assertThat(world.engine.login("leo", PASSWORD).user()).isEqualTo("leo");
    refused(Problem.NOT_AUTHENTICATED, () -> world.engine.connectWithToken(token));
    refused(Problem.NOT_FOUND, () -> admin.enableUser("no such user"));
    refused(Problem.ACCESS_DENIED, () -> as("sam").administration().enableUser("leo"));
  }

  @Test
  void theLastAdministratorCannotBeLost() {
    var admin = as("admin").administration();
    refused(Problem.NOT_ALLOWED_NOW, () -> admin.disableUser("ADMIN"));
    refused(
        Problem.NOT_ALLOWED_NOW,
        () -> admin.revokeServerRight(ServerRight.ADMIN, Subject.user("admin")));

    admin.createUser("bea", PASSWORD, Set.of("bosses"));
    admin.grantServerRight(ServerRight.ADMIN, Subject.group("bosses"));
    admin.revokeServerRight(ServerRight.ADMIN, Subject.user("admin"));
    var bea = as("bea").administration();
    refused(Problem.NOT_ALLOWED_NOW, () -> bea.disableUser("bea"));
    refused(Problem.NOT_ALLOWED_NOW, () -> bea.setGroups("bea", Set.of()));
    refused(
        Problem.NOT_ALLOWED_NOW,
        () -> bea.revokeServerRight(ServerRight.ADMIN, Subject.group("bosses")));

    assertThat(bea.serverRights())
        .contains(new Grant(null, "admin", Subject.group("bosses"), false));
    refused(Problem.ACCESS_DENIED, () -> as("ann").administration().serverRights());

    bea.grantServerRight(ServerRight.ADMIN, Subject.user("admin"));
    admin.disableUser("bea");
    refused(Problem.NOT_ALLOWED_NOW, () -> admin.disableUser("admin"));
  }

  // ---- acting as another

  @Test
  void whoActsAsAnotherAdministersNothing() {
    try (var ann = as("admin").impersonateUser("ann")) {
      var administration = ann.administration();
      for (Runnable call :
          List.<Runnable>of(
              () -> administration.createToken("ann", "kept", Duration.ofDays(1)),
              () -> administration.changePassword("ann", "another password"))) {
        assertThat(refused(Problem.ACCESS_DENIED, call)).hasMessageContaining("acting as 'ann'");
      }
    }
    as("admin").administration().createUser("ada", PASSWORD, Set.of());
    as("admin").administration().grantServerRight(ServerRight.ADMIN, Subject.user("ada"));
    try (var ada = as("admin").impersonateUser("ada")) {
      refused(Problem.ACCESS_DENIED, () -> ada.administration().users());
      refused(
          Problem.ACCESS_DENIED,
          () -> ada.administration().grantServerRight(ServerRight.ADMIN, Subject.user("sam")));
      refused(Problem.ACCESS_DENIED, () -> ada.administration().rights(REQUEST));
    }
    as("admin").administration().disableUser("ada");
  }

  @Test
  void onlyAnAdministratorActsAsAnAdministrator() {
    var admin = as("admin").administration();
    admin.createUser("ike", PASSWORD, Set.of());
    admin.grantServerRight(ServerRight.IMPERSONATE, Subject.user("ike"));
    try (var ann = as("ike").impersonateUser("ann")) {
      assertThat(ann.user()).isEqualTo("ann");
    }
    assertThat(refused(Problem.ACCESS_DENIED, () -> as("ike").impersonateUser("admin")))
        .hasMessageContaining("'admin'");
  }

  // ---- changing data

  @Test
  void anOriginatorMayNotChangeTheData() {
    var request = as("ann").openProcessInstance(request("ann", "U-1"));
    request.dataFields().set("Note", "changed");
    refused(Problem.ACCESS_DENIED, request::update);
  }

  @Test
  void whoManagesOrFinishesServerEventsMayChangeTheData() {
    long id = request("ann", "U-2");
    var request = as("mia").openProcessInstance(id);
    request.dataFields().set("Note", "managed");
    request.update();
    assertThat(note(id)).isEqualTo("managed");
    as("dan").openWorklistItem(serial(id, "Decide")).finish("Approve", true);
    var item = as("finn").openServerItem(serial(id, "Book"));
    item.processInstance().dataFields().set("Note", "half booked");
    item.processInstance().update();
    assertThat(note(id)).isEqualTo("half booked");
  }

  @Test
  void whoHasAnItemSavesADraftUntilItIsFinished() {
    long id = request("ann", "U-3");
    var item = as("dan").openWorklistItem(serial(id, "Decide"));
    item.processInstance().dataFields().set("Note", "draft");
    item.processInstance().update();
    assertThat(note(id)).isEqualTo("draft");
    var late = as("dan").openWorklistItem(serial(id, "Decide"));
    item.finish("Approve", true);
    late.processInstance().dataFields().set("Note", "too late");
    assertThat(refusal(() -> late.processInstance().update()).problem())
        .isIn(Problem.ACCESS_DENIED, Problem.ALREADY_FINISHED); // the latter when opened once more
    assertThat(note(id)).isEqualTo("draft");
  }

  private Object note(long id) {
    return String.valueOf(as("ann").openProcessInstance(id).dataFields().get("Note"));
  }

  // ---- what strangers learn

  @Test
  void aStrangerLearnsNothingOfAnItem() {
    long id = request("ann", "S-1");
    var open = serial(id, "Decide");
    var unknown = id + "_999";
    var stranger = strangersAnswer(open);
    assertThat(strangersAnswer(unknown)).isEqualTo(stranger);
    assertThat(strangersAnswer("999999_1").replace("999999", String.valueOf(id)))
        .isEqualTo(stranger);

    as("dan").openWorklistItem(open).finish("Approve", true);
    var book = serial(id, "Book");
    assertThat(strangersAnswer(open)).isEqualTo(stranger);
    assertThat(strangersAnswer(book)).isEqualTo(stranger);
    as("finn").openServerItem(book).finish(true);
    assertThat(strangersAnswer(book)).isEqualTo(stranger);
    refused(Problem.ALREADY_FINISHED, () -> as("dan").openWorklistItem(open));
    refused(Problem.ALREADY_FINISHED, () -> as("ann").openWorklistItem(open));
  }

  /** With the same number for every item. */
  private String strangersAnswer(String serial) {
    var refused = refused(Problem.NOT_FOUND, () -> as("sam").openWorklistItem(serial));
    return (refused.getMessage() + refused.details()).replaceFirst("_\\d+", "_1");
  }

  @Test
  void aNearNameIsOnlySuggestedToThoseWhoSeeIt() {
    assertThat(
            refused(
                Problem.UNKNOWN_PROCESS, () -> as("ann").createProcessInstance("Contract/Reqest")))
        .hasMessageContaining(REQUEST);
    for (var call :
        List.<java.util.function.Consumer<Connection>>of(
            sam -> sam.createProcessInstance("Contract/Reqest"),
            sam -> sam.definitions().versions("Contract/Reqest"),
            sam -> sam.processInstances(ProcessInstanceQuery.all().process("Contract/Reqest")))) {
      assertThat(refused(Problem.UNKNOWN_PROCESS, () -> call.accept(as("sam"))))
          .hasMessageNotContaining(REQUEST);
    }
  }

  // ---- taking part

  @Test
  void whoStartedHasActedOrHasAnOpenItemTakesPart() {
    long id = request("paul", "P-1");
    assertThat(as("paul").openProcessInstance(id).id()).isEqualTo(id);
    assertThat(listed("paul")).contains(id);
    assertThat(as("dan").openProcessInstance(id).id()).isEqualTo(id);
    assertThat(as("dan").journal(id, 0, 10)).isNotEmpty();
    assertThat(listed("dan")).contains(id);

    as("dan").openWorklistItem(serial(id, "Decide")).finish("Approve", true);
    assertThat(as("dan").openProcessInstance(id).id()).as("has acted in it").isEqualTo(id);
    assertThat(listed("dan")).contains(id);
    assertThat(listed("sam")).isEmpty();
  }

  private List<Long> listed(String user) {
    return as(user).processInstances(ProcessInstanceQuery.all().process(REQUEST)).items().stream()
        .map(ProcessInstanceSummary::id)
        .toList();
  }

  // ---- rights of versions

  @Test
  void theRightsAreThoseOfTheDefaultVersion() {
    var trial = "Contract/Trial";
    var first = YAML.replace(REQUEST, trial);
    var second = first.replace("start: [ann, paul]", "start: [sam]");
    as("dora").definitions().deploy(first, "trial.yaml");
    as("dora").definitions().deploy(second, "trial.yaml", false);
    assertThatCode(() -> as("ann").createProcessInstance(trial)).doesNotThrowAnyException();
    refused(Problem.ACCESS_DENIED, () -> as("sam").createProcessInstance(trial));

    as("mia").definitions().setDefaultVersion(trial, 2);
    refused(Problem.ACCESS_DENIED, () -> as("ann").createProcessInstance(trial));
    assertThatCode(() -> as("sam").createProcessInstance(trial)).doesNotThrowAnyException();

    as("mia").definitions().setDefaultVersion(trial, 1);
    assertThatCode(() -> as("ann").createProcessInstance(trial)).doesNotThrowAnyException();
    refused(Problem.ACCESS_DENIED, () -> as("sam").createProcessInstance(trial));
  }

  // ---- redirecting

  @Test
  void nobodyUnknownIsGivenAnItem() {
    long id = request("ann", "D-1");
    var serial = serial(id, "Decide");
    for (var nobody : List.of("no such user", "group:no such group")) {
      assertThat(refused(Problem.NOT_FOUND, () -> redirect(serial, "finn", nobody)))
          .hasMessageContaining(nobody.replace("group:", ""));
    }
    redirect(serial, "FINN", "group:finance");
    assertThat(as("mia").openWorklistItem(serial).destinations())
        .containsExactly("finn", "group:finance");
  }

  private void redirect(String serial, String... to) {
    var numbers = serial.split("_", -1);
    as("mia")
        .management()
        .carryOut(
            Long.parseLong(numbers[0]),
            new ManagementOperation.Redirect(Integer.parseInt(numbers[1]), List.of(to)));
  }
}
