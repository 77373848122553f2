package org.baltoro.forms.broker.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.support.Workshop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestBrokerTest {
  private static final RestObject ORDER =
      new RestObject(
          "Order",
          "",
          List.of(
              RestProperty.key("Number", PropertyType.TEXT, "/number"),
              RestProperty.of("Customer", PropertyType.TEXT, "/customer/name"),
              RestProperty.of("Amount", PropertyType.DECIMAL, "/amount"),
              RestProperty.of("Due", PropertyType.DATE, "/due"),
              RestProperty.of("Tags", PropertyType.MULTIVALUE, "/tags"),
              RestProperty.of("All", PropertyType.MEMO, "/customer")),
          List.of(
              RestMethod.of("Read", MethodKind.READ, "GET", "/orders/{Number}")
                  .gives("/order", "Number", "Customer", "Amount", "Due", "Tags", "All"),
              RestMethod.of("List", MethodKind.LIST, "GET", "/orders")
                  .query("since", RestValue.input("Since"))
                  .query("format", RestValue.constant("full"))
                  .parameters(Parameter.of("Since", PropertyType.DATE))
                  .filtersBy("Customer", "customer")
                  .gives("/orders", "Number", "Customer", "Amount"),
              RestMethod.of("Create", MethodKind.CREATE, "POST", "/orders")
                  .header("X-Tenant", RestValue.input("Tenant"))
                  .body("/customer/name", RestValue.input("Customer"))
                  .body("/customer/kind", RestValue.constant("person"))
                  .body("/amount", RestValue.input("Amount"))
                  .body("/due", RestValue.input("Due"))
                  .body("/tags", RestValue.input("Tags"))
                  .requires("Customer")
                  .parameters(Parameter.of("Tenant", PropertyType.TEXT))
                  .gives("", "Number"),
              RestMethod.of("Delete", MethodKind.DELETE, "DELETE", "/orders/{Number}")));

  private static final AddressRule EVERYWHERE = address -> null;

  private final OrderServer server = new OrderServer();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  private RestDescription description() {
    return RestDescription.of(server.address() + "/api", ORDER);
  }

  private Workshop workshop(RestDescription description, Credentials credentials) {
    return new Workshop()
        .generate(
            "orders", new RestBroker(description, credentials, EVERYWHERE, pauses::add), "Order");
  }

  private Workshop workshop() {
    return workshop(description(), Credentials.NONE);
  }

  @Test
  void aTestSaysWhetherTheAddressAnswers() {
    server.answers(404, "");
    workshop().broker("orders").refresh();
    var gone =
        RestDescription.of("http://localhost:1/api", ORDER).withTimeout(Duration.ofSeconds(2));
    var broker = new RestBroker(gone, Credentials.NONE, EVERYWHERE, pauses::add);
    assertThat(catchThrowableOfType(SmartObjectException.class, broker::refresh).problem())
        .isEqualTo(SmartObjectProblem.UNAVAILABLE);
    var refused = new RestBroker(gone, Credentials.NONE, address -> "no", pauses::add);
    assertThat(catchThrowableOfType(SmartObjectException.class, refused::refresh))
        .hasMessage("This server does not call localhost: no.");
  }

  // ---- requests and responses

  @Test
  void aRowIsReadThroughItsPointers() {
    server.answers(
        200,
        """
        {"order": {"number": "a/b c", "customer": {"name": "Ernst", "vip": true},
          "amount": 12345678901234567890.12, "due": "2026-01-31", "tags": ["x", 1, true]}}
        """);
    assertThat(workshop().row("Order", "Read", "Number", "a/b c"))
        .isEqualTo(
            Row.of(
                "Number",
                "a/b c",
                "Customer",
                "Ernst",
                "Amount",
                new BigDecimal("12345678901234567890.12"),
                "Due",
                LocalDate.of(2026, 1, 31),
                "Tags",
                List.of("x", new BigDecimal(1), true),
                "All",
                "{\"name\":\"Ernst\",\"vip\":true}"));
    assertThat(server.asked().getFirst().line()).isEqualTo("GET /api/orders/a%2Fb%20c");
  }

  @Test
  void aBodyIsBuiltFromItsPointers() {
    server.answers(201, "{\"number\": \"7\"}");
    var result =
        workshop()
            .call(
                MethodCall.of(
                        "Order",
                        "Create",
                        "Customer",
                        "Er\"nst",
                        "Amount",
                        "1.50",
                        "Due",
                        null,
                        "Tags",
                        List.of("a", 2))
                    .withParameter("Tenant", "north"));
    assertThat(result.first().orElseThrow().get("Number")).isEqualTo("7");
    assertThat(server.asked())
        .containsExactly(
            new OrderServer.Asked(
                "POST /api/orders",
                "null",
                "north",
                "{\"customer\":{\"name\":\"Er\\\"nst\",\"kind\":\"person\"},\"amount\":1.50,\"due\":null,\"tags\":[\"a\",2]}"));
  }

  @Test
  void whatTheAddressFiltersItFiltersAndTheRestIsDoneHere() {
    server.answers(
        200,
        """
        {"orders": [
          {"number": "1", "customer": {"name": "Ernst"}, "amount": 5},
          {"number": "2", "customer": {"name": "Ernst"}, "amount": 9},
          {"number": "3", "customer": {"name": "Ernst"}, "amount": 7}]}
        """);
    var result =
        workshop()
            .call(
                MethodCall.of("Order", "List")
                    .withParameter("Since", "2026-01-01")
                    .where(
                        Filter.and(
                            Filter.equal("Customer", "Er&nst"),
                            Filter.compare("Amount", Filter.Operator.GREATER, 5)))
                    .sortedBy(Sort.ascending("Amount")));
    assertThat(result.rows()).extracting(row -> row.get("Number")).containsExactly("3", "2");
    assertThat(result.pushed().filter()).isFalse();
    assertThat(server.asked().getFirst().line())
        .isEqualTo("GET /api/orders?since=2026-01-01&format=full&customer=Er%26nst");
  }

  @Test
  void aPartOfAPathCanNotLeadElsewhere() {
    for (var number : List.of("..", ".")) {
      workshop()
          .refused(
              SmartObjectProblem.INVALID_DATA, MethodCall.of("Order", "Delete", "Number", number));
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aHeaderCanNotBeBrokenOutOf() {
    var call =
        MethodCall.of("Order", "Create", "Customer", "x").withParameter("Tenant", "a\r\nX-Evil: 1");
    var refused = workshop().refused(SmartObjectProblem.INVALID_DATA, call);
    assertThat(refused.fieldErrors()).extracting(FieldError::field).containsExactly("Tenant");
    assertThat(server.asked()).isEmpty();
  }

  // ---- failures

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_DATA",
    "403, ACCESS_DENIED",
    "404, NOT_FOUND",
    "409, CONFLICT",
    "500, SOURCE_FAILED",
    "503, UNAVAILABLE"
  })
  void statusesAreTypedProblems(int status, SmartObjectProblem problem) {
    server.answers(status, "{\"detail\": \"told so\"}");
    var failure = workshop().refused(problem, MethodCall.of("Order", "Delete", "Number", "1"));
    assertThat(failure.getMessage()).contains("told so").contains("status " + status);
  }

  @Test
  void fieldsThatTheServerNamesAreTheCallersFields() {
    server.answers(
        422,
        "{\"errors\": [{\"pointer\": \"#/customer/name\", \"detail\": \"is unknown\"}, {\"field\":"
            + " \"amount\", \"message\": \"is low\"}]}");
    var failure =
        workshop()
            .refused(
                SmartObjectProblem.INVALID_DATA,
                MethodCall.of("Order", "Create", "Customer", "x", "Amount", 1));
    assertThat(failure.fieldErrors())
        .extracting(FieldError::field, FieldError::message)
        .containsExactly(tuple("Customer", "is unknown"), tuple("Amount", "is low"));
  }

  @Test
  void whatMayBeRepeatedIsSentAgainWithGrowingPauses() {
    server.answers(503, "").answers(502, "").answers(200, "{\"order\":{\"number\":\"1\"}}");
    assertThat(workshop().row("Order", "Read", "Number", "1").get("Number")).isEqualTo("1");
    assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void theServersOwnPauseIsKeptUpToTheLongest() {
    server
        .answers(new OrderServer.Answer(429, "", "Retry-After", "2", false))
        .answers(new OrderServer.Answer(429, "", "Retry-After", "3600", false))
        .answers(204, "");
    workshop().call("Order", "Delete", "Number", "1");
    assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(5));
  }

  @Test
  void aDeletionWhoseAnswerWasLostIsDone() {
    server.answers(new OrderServer.Answer(200, "{", "", "", true)).answers(404, "");
    workshop(description().withTimeout(Duration.ofMillis(300)), Credentials.NONE)
        .call("Order", "Delete", "Number", "1");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void aDeletionThatAGatewayLostTrackOfIsDone() {
    server.answers(504, "").answers(410, "");
    workshop().call("Order", "Delete", "Number", "1");
  }

  @Test
  void aDeletionThatWasNotTakenIsNotDone() {
    server.answers(503, "").answers(404, "");
    workshop()
        .refused(SmartObjectProblem.NOT_FOUND, MethodCall.of("Order", "Delete", "Number", "1"));
    server.answersNoMore().answers(504, "").answers(404, "");
    workshop().refused(SmartObjectProblem.NOT_FOUND, MethodCall.of("Order", "Read", "Number", "1"));
  }

  @Test
  void aPostIsNeverSentTwice() {
    server.answers(503, "");
    workshop()
        .refused(SmartObjectProblem.UNAVAILABLE, MethodCall.of("Order", "Create", "Customer", "x"));
    assertThat(server.asked()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aBodyThatStandsStillIsLate() {
    server.answers(new OrderServer.Answer(200, "{", "", "", true));
    var failure =
        workshop(
                description().withTimeout(Duration.ofMillis(300)).withRetry(RestRetry.NONE),
                Credentials.NONE)
            .refused(SmartObjectProblem.TIMED_OUT, MethodCall.of("Order", "Read", "Number", "1"));
    assertThat(failure.getMessage()).contains("300 ms");
  }

  @Test
  void aResponseThatIsTooLongOrNoJsonOrOfAnotherTypeFails() {
    server
        .answers(200, "x".repeat((1 << 20) + 1))
        .answers(200, "<html>")
        .answers(200, "{\"order\":{\"amount\":\"many\"}}");
    var shop = workshop();
    for (var reason : List.of("bytes", "no JSON", "/amount")) {
      assertThat(
              shop.refused(
                  SmartObjectProblem.SOURCE_FAILED, MethodCall.of("Order", "Read", "Number", "1")))
          .hasMessageContaining(reason);
    }
  }

  // ---- credentials and hosts

  private static final String SECRET = "s3cret-token";

  private Credentials credentials(String address) {
    return name -> name.equals("orders") ? Credentials.Credential.bearer(address, SECRET) : null;
  }

  @Test
  void aCredentialIsSentAndInNoMessage() {
    server.answers(403, "{\"detail\": \"Bearer s3cret-token may not\"}");
    var shop = workshop(description().withCredential("orders"), credentials(server.address()));
    var failure =
        shop.refused(
            SmartObjectProblem.ACCESS_DENIED, MethodCall.of("Order", "Delete", "Number", "1"));
    assertThat(server.asked().getFirst().authorization()).isEqualTo("Bearer " + SECRET);
    Throwable each = failure;
    while (each != null) {
      assertThat(each.toString()).doesNotContain(SECRET);
      each = each.getCause();
    }
    assertThat(String.valueOf(credentials("https://x").find("orders"))).doesNotContain(SECRET);
  }

  @Test
  void aCredentialForAnotherAddressGoesNowhere() {
    server.answers(200, "{}");
    workshop(description().withCredential("orders"), credentials("https://other.example"))
        .refused(
            SmartObjectProblem.INVALID_DEFINITION, MethodCall.of("Order", "Delete", "Number", "1"));
    workshop(description().withCredential("missing"), credentials(server.address()))
        .refused(
            SmartObjectProblem.INVALID_DEFINITION, MethodCall.of("Order", "Delete", "Number", "1"));
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aHostThatIsNotAllowedIsNotCalled() {
    server.answers(200, "{}");
    AddressRule none = address -> "the operator allows none";
    new Workshop()
        .generate(
            "orders", new RestBroker(description(), Credentials.NONE, none, pauses::add), "Order")
        .refused(
            SmartObjectProblem.INVALID_DEFINITION, MethodCall.of("Order", "Delete", "Number", "1"));
    assertThat(server.asked()).isEmpty();
  }

  /** The headers of a description may hold a key of its own, and its body is data. */
  @Test
  void aRedirectElsewhereIsNotFollowedThoughItMayBeCalled() {
    try (var other = new OrderServer()) {
      other.answers(204, "");
      var shop =
          new Workshop()
              .generate(
                  "orders",
                  new RestBroker(description(), Credentials.NONE, EVERYWHERE, pauses::add),
                  "Order");
      for (var elsewhere :
          List.of(other.address() + "/api", "https://localhost:" + server.port(), "//x/y")) {
        server.answers(new OrderServer.Answer(307, "", "Location", elsewhere, false));
        var failure =
            shop.refused(
                SmartObjectProblem.SOURCE_FAILED,
                MethodCall.of("Order", "Create", "Customer", "x").withParameter("Tenant", "north"));
        assertThat(failure).hasMessageContaining("redirected").hasMessageContaining("url");
        server.answersNoMore();
      }
      assertThat(other.asked()).isEmpty();
      assertThat(server.asked()).hasSize(3);
    }
  }

  @Test
  void aRedirectOnTheSameServerIsFollowedWithoutTheCredentialOfAnotherAddress() {
    server
        .answers(new OrderServer.Answer(307, "", "Location", server.address() + "/b", false))
        .answers(204, "");
    workshop(description().withCredential("orders"), credentials(server.address() + "/api"))
        .call("Order", "Delete", "Number", "1");
    assertThat(server.asked())
        .extracting(OrderServer.Asked::line, OrderServer.Asked::authorization)
        .containsExactly(
            tuple("DELETE /api/orders/1", "Bearer " + SECRET), tuple("DELETE /b", "null"));
  }

  @Test
  void aDescriptionThatContradictsItselfIsRefused() {
    assertThatThrownBy(() ->
            RestDescription.of(
                "https://x/",
                new RestObject(
                    "A",
                    "",
                    List.of(),
                    List.of(RestMethod.of("Read", MethodKind.READ, "GET", "/a/{B}")))))
        .hasMessageContaining("'B'");
    assertThatThrownBy(() -> RestDescription.of("https://user:pass@x/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("pass");
  }
}
