package org.baltoro.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.baltoro.api.Administration;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Comment;
import org.baltoro.api.Connection;
import org.baltoro.api.Definitions;
import org.baltoro.api.Explanation;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.History;
import org.baltoro.api.Identity;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.Management;
import org.baltoro.api.NewProcessInstance;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceSummary;
import org.baltoro.api.ServerItem;
import org.baltoro.api.WaitingServerItem;
import org.baltoro.api.WaitingServerItemQuery;
import org.baltoro.api.Workers;
import org.baltoro.api.WorklistCount;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistQuery;
import org.baltoro.api.WorklistResult;
import org.baltoro.api.WorklistStatus;
import org.baltoro.client.Transport.Query;
import org.jspecify.annotations.Nullable;

/** A connection to a server over HTTP: each method is one request. */
public final class HttpConnection implements Connection {
  private static final Duration SYNC_TIMEOUT_MAX = Duration.ofMinutes(10);

  private final Transport transport;
  private final String user;
  private final @Nullable Instant expiresAt;
  private final boolean endsItsToken;
  private final boolean closesHttp;

  private HttpConnection(
      Transport transport,
      String user,
      @Nullable Instant expiresAt,
      boolean endsItsToken,
      boolean closesHttp) {
    this.transport = transport;
    this.user = user;
    this.expiresAt = expiresAt;
    this.endsItsToken = endsItsToken;
    this.closesHttp = closesHttp;
  }

  /** Logs in for a token that ends with the connection. */
  static HttpConnection login(Transport transport, String user, String password) {
    var login = transport.post("/login", Query.NONE, Map.of("user", user, "password", password));
    return new HttpConnection(
        transport.withToken(login.text("token")),
        login.text("user"),
        login.time("expiresAt"),
        true,
        true);
  }

  /** Asks the server whose token it is, so that a bad one is refused here and not later. */
  static HttpConnection withToken(Transport transport, boolean impersonated) {
    var user = transport.get("/whoami", Query.NONE).text("user");
    return new HttpConnection(transport, user, null, false, !impersonated);
  }

  /**
   * Logs in and returns the token, to be saved; it outlives this call.
   *
   * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED} if the user or the password is wrong
   */
  public static SavedLogins.SavedLogin login(String server, String user, String password) {
    var connection = login(Transport.to(server), user, password);
    var token = java.util.Objects.requireNonNull(connection.transport.token());
    connection.transport.http().shutdown();
    return new SavedLogins.SavedLogin(token, connection.user, connection.expiresAt);
  }

  /** Ends a token that {@link #login(String, String, String)} made. */
  public static void logout(String server, String token) {
    var transport = Transport.to(server).withToken(token);
    transport.post("/logout", Query.NONE, Map.of());
    transport.http().shutdown();
  }

  Transport transport() {
    return transport;
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public Identity identity() {
    var json = transport.get("/whoami", Query.NONE);
    var rights = json.texts("serverRights");
    return new Identity(
        json.text("user"),
        new TreeSet<>(json.texts("groups")),
        Arrays.stream(ServerRight.values())
            .filter(right -> rights.contains(right.name().toLowerCase(Locale.ROOT)))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  @Override
  public NewProcessInstance createProcessInstance(String process) {
    return HttpNewProcessInstance.prepare(transport, process);
  }

  @Override
  public ProcessInstance startProcessInstance(NewProcessInstance instance, boolean sync) {
    if (!(instance instanceof HttpNewProcessInstance prepared)) {
      throw new IllegalArgumentException(
          "This instance was prepared by another kind of connection: prepare it with this one.");
    }
    return prepared.start(transport, sync);
  }

  @Override
  public ProcessInstance openProcessInstance(long id) {
    var path = "/instances/" + id;
    return new HttpProcessInstance(transport, path, transport.get(path, Query.NONE));
  }

  @Override
  public ServerItem openServerItem(String serialNumber) {
    var path = HttpServerItem.path(serialNumber);
    return new HttpServerItem(transport, path, transport.get(path, Query.NONE));
  }

  @Override
  public ServerItem openServerItemEvenIfEnded(String serialNumber) {
    var path = HttpServerItem.path(serialNumber);
    return new HttpServerItem(
        transport, path, transport.get(path, Query.of("evenIfEnded", "true")));
  }

  @Override
  public FinishReceipt finishReceipt(String serialNumber) {
    return HttpServerItem.receipt(
        transport.get(HttpServerItem.path(serialNumber) + "/receipt", Query.NONE));
  }

  @Override
  public Page<WaitingServerItem> waitingServerItems(WaitingServerItemQuery query) {
    var page =
        transport.get(
            "/serverItems",
            Query.of("process", query.process())
                .and("activity", query.activity())
                .and("waitingSinceBefore", query.waitingSinceBefore())
                .and("data", data(query.data()))
                .and("cursor", query.cursor())
                .and("limit", query.limit()));
    return new Page<>(page.list("items", HttpServerItem::waiting), page.textOrNull("nextCursor"));
  }

  @Override
  public Workers workers() {
    return new HttpWorkers(transport);
  }

  @Override
  public Page<WorklistEntry> worklist(WorklistQuery query) {
    var page =
        transport.get(
            "/worklist",
            conditions(query)
                .and("sort", query.sort().name().toLowerCase(Locale.ROOT))
                .and("cursor", query.cursor())
                .and("limit", query.limit()));
    return new Page<>(page.list("items", HttpWorklistItem::entry), page.textOrNull("nextCursor"));
  }

  @Override
  public WorklistCount worklistCount(WorklistQuery query) {
    var counted = transport.get("/worklist/count", conditions(query));
    return new WorklistCount(counted.integer("count"), counted.truth("more"));
  }

  private static Query conditions(WorklistQuery query) {
    var statuses =
        query.statuses().stream().map(WorklistStatus::label).collect(Collectors.joining(","));
    return Query.of("process", query.process())
        .and("activity", query.activity())
        .and("event", query.event())
        .and("folio", query.folio())
        .and("originator", query.originator())
        .and("status", statuses)
        .and("priority", query.priority())
        .and("startedFrom", query.startedFrom())
        .and("startedBefore", query.startedBefore())
        .and("data", data(query.data()))
        .and("of", query.of());
  }

  @Override
  public WorklistItem openWorklistItem(String serialNumber, boolean allocate) {
    var path = HttpWorklistItem.path(serialNumber);
    var item =
        allocate
            ? transport.post(path + "/open", Query.NONE, Map.of())
            : transport.get(path, Query.NONE);
    return new HttpWorklistItem(transport, path, item);
  }

  @Override
  public WorklistItem openWorklistItemEvenIfEnded(String serialNumber) {
    var path = HttpWorklistItem.path(serialNumber);
    return new HttpWorklistItem(
        transport, path, transport.get(path, Query.of("evenIfEnded", "true")));
  }

  @Override
  public List<WorklistResult> finishWorklistItems(
      List<String> serialNumbers,
      String action,
      Map<String, ? extends @Nullable Object> dataFields) {
    return transport
        .post(
            "/worklist/finish",
            Query.NONE,
            Map.of(
                "serialNumbers",
                serialNumbers,
                "action",
                action,
                "dataFields",
                DataValues.toJson(dataFields)))
        .list("items", HttpWorklistItem::result);
  }

  @Override
  public List<Comment> comments(long instance) {
    return transport
        .get("/instances/" + instance + "/comments", Query.NONE)
        .list("items", HttpWorklistItem::comment);
  }

  @Override
  public void addComment(long instance, String text) {
    transport.post("/instances/" + instance + "/comments", Query.NONE, Map.of("text", text));
  }

  @Override
  public Explanation explain(long instance) {
    return HttpExplanation.of(transport.get("/instances/" + instance + "/explanation", Query.NONE));
  }

  @Override
  public Page<ProcessInstanceSummary> processInstances(ProcessInstanceQuery query) {
    var status = query.status();
    var page =
        transport.get(
            "/instances",
            Query.of("process", query.process())
                .and("status", status == null ? null : status.label())
                .and("folio", query.folio())
                .and("originator", query.originator())
                .and("startedFrom", query.startedFrom())
                .and("startedBefore", query.startedBefore())
                .and("parent", query.parent())
                .and("data", data(query.data()))
                .and("cursor", query.cursor())
                .and("limit", query.limit()));
    return new Page<>(
        page.list("items", HttpProcessInstance::summary), page.textOrNull("nextCursor"));
  }

  /** Conditions on data fields, as a JSON object; null for none. */
  private static @Nullable String data(Map<String, Object> conditions) {
    return conditions.isEmpty()
        ? null
        : new String(
            Json.write(DataValues.toJson(conditions)), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public List<JournalEntry> journal(long instance, long after, int limit) {
    return transport
        .get("/instances/" + instance + "/journal", Query.of("after", after).and("limit", limit))
        .list("items", HttpConnection::journalEntry);
  }

  static JournalEntry journalEntry(JsonObject json) {
    return new JournalEntry(
        json.number("version"),
        json.time("at"),
        json.text("kind"),
        json.textOrNull("activity"),
        json.textOrNull("serialNumber"),
        json.textOrNull("by"),
        json.text("text"),
        json.object("details").present(),
        json.text("why"));
  }

  @Override
  public Definitions definitions() {
    return new HttpDefinitions(transport);
  }

  @Override
  public Management management() {
    return new HttpManagement(transport);
  }

  @Override
  public History history() {
    return new HttpHistory(transport);
  }

  @Override
  public Administration administration() {
    return new HttpAdministration(transport);
  }

  @Override
  public Connection impersonateUser(String other) {
    return withToken(transport.as(other), true);
  }

  @Override
  public Connection withSyncTimeout(Duration timeout) {
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(SYNC_TIMEOUT_MAX) > 0) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "The time-out is %s s: give 0.001 to 600 s."
              .formatted(
                  BigDecimal.valueOf(timeout.toMillis(), 3).stripTrailingZeros().toPlainString()));
    }
    return new HttpConnection(transport.withSyncTimeout(timeout), user, expiresAt, false, false);
  }

  @Override
  public void close() {
    if (endsItsToken) {
      try {
        transport.post("/logout", Query.NONE, Map.of());
      } catch (BaltoroException unreachable) {
        // The token ends by itself; closing never throws.
      }
    }
    if (closesHttp) {
      transport.http().shutdown();
    }
  }
}
