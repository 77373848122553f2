package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.client.ServerCalls;
import org.baltoro.forms.protocol.FormMessages;
import org.baltoro.forms.rule.RuleTrace;
import org.baltoro.forms.session.FormChannel;
import org.baltoro.forms.session.Incoming;
import org.baltoro.forms.session.Outgoing;
import org.baltoro.forms.session.Page;
import org.jspecify.annotations.Nullable;

/** A form that is open on a server: posts what the user does, and fetches what the page is told. */
final class RemoteForm implements FormChannel {
  static final String ROUTE = "/api/forms/v1/sessions";
  private static final String PATIENCE = "20s";

  private final ServerCalls calls;
  private final String route;
  private final Page page;
  private final List<Map<String, @Nullable Object>> told = new ArrayList<>();
  private final List<Outgoing> news = new ArrayList<>();
  private long last;
  private boolean left;

  private RemoteForm(ServerCalls calls, String session, Page page) {
    this.calls = calls;
    this.route = ROUTE + "/" + session;
    this.page = page;
  }

  /**
   * Opens one.
   *
   * @param what {@code form} with {@code parameters} and {@code state}, or {@code item}
   */
  static RemoteForm open(ServerCalls calls, Map<String, @Nullable Object> what, Page page) {
    var answer = calls.postJson(ROUTE, Json.text(what));
    return new RemoteForm(calls, String.valueOf(answer.get("session")), page);
  }

  @Override
  public void receive(Incoming message) {
    calls.postJson(route + "/messages", FormMessages.write(message));
    fetch();
  }

  @Override
  public void awaitRest() {
    boolean atRest = left;
    while (!atRest) {
      var answer = calls.get(route + "/rest", Map.of("wait", PATIENCE));
      atRest = Boolean.TRUE.equals(answer.get("atRest"));
      fetch();
    }
  }

  private void fetch() {
    for (var message :
        Json.objects(calls.get(route + "/messages", Map.of("after", last)), "messages")) {
      told.add(message);
      last = Long.parseLong(String.valueOf(message.get("number")));
      var known = FormMessages.outgoing(message);
      news.add(known);
      page.tell(known);
    }
  }

  /** What came since this was asked last. */
  List<Outgoing> news() {
    var all = List.copyOf(news);
    news.clear();
    return all;
  }

  /** All messages, as the server sent them. */
  List<Map<String, @Nullable Object>> told() {
    return told;
  }

  /** The traces, as the server sent them. */
  List<Map<String, @Nullable Object>> tracesAsSent() {
    return Json.objects(calls.get(route + "/traces", Map.of()), "traces");
  }

  @Override
  public List<RuleTrace> traces() {
    return tracesAsSent().stream().map(FormMessages::trace).toList();
  }

  @Override
  public void close() {
    if (!left) {
      left = true;
      calls.delete(route);
    }
  }
}
