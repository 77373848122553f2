package org.baltoro.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.Administration;
import org.baltoro.api.OutOfOffice;
import org.baltoro.client.Transport.Query;
import org.jspecify.annotations.Nullable;

/** Users, tokens and rights over HTTP. Names go in bodies: they may hold what a path may not. */
record HttpAdministration(Transport transport) implements Administration {

  @Override
  public void createUser(String name, String password, Set<String> groups) {
    transport.post(
        "/users", Query.NONE, Map.of("name", name, "password", password, "groups", groups));
  }

  @Override
  public void changePassword(String user, String password) {
    transport.put("/users/password", Query.NONE, Map.of("user", user, "password", password));
  }

  @Override
  public void setGroups(String user, Set<String> groups) {
    transport.put("/users/groups", Query.NONE, Map.of("user", user, "groups", groups));
  }

  @Override
  public void disableUser(String name) {
    transport.post("/users/disable", Query.NONE, Map.of("user", name));
  }

  @Override
  public void enableUser(String name) {
    transport.post("/users/enable", Query.NONE, Map.of("user", name));
  }

  @Override
  public List<User> users() {
    return transport
        .get("/users", Query.NONE)
        .list(
            "items",
            json ->
                new User(
                    json.text("name"),
                    new LinkedHashSet<>(json.texts("groups")),
                    json.truth("disabled"),
                    json.time("createdAt"),
                    json.textOrNull("manager")));
  }

  @Override
  public void setManager(String user, @Nullable String manager) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("user", user);
    body.put("manager", manager);
    transport.put("/users/manager", Query.NONE, body);
  }

  @Override
  public List<Role> roles() {
    return transport
        .get("/roles", Query.NONE)
        .list(
            "items",
            json -> new Role(json.text("name"), json.list("members", HttpAdministration::subject)));
  }

  @Override
  public void createRole(String name, List<Subject> members) {
    transport.post("/roles", Query.NONE, role(name, members));
  }

  @Override
  public void setRoleMembers(String name, List<Subject> members) {
    transport.put("/roles", Query.NONE, role(name, members));
  }

  private static Map<String, Object> role(String name, List<Subject> members) {
    return Map.of(
        "name", name, "members", members.stream().map(HttpAdministration::subject).toList());
  }

  @Override
  public void deleteRole(String name) {
    transport.post("/roles/delete", Query.NONE, Map.of("name", name));
  }

  @Override
  public OutOfOffice outOfOffice(String user) {
    return outOfOffice(transport.get("/outOfOffice", Query.of("user", user)));
  }

  @Override
  public OutOfOffice setOutOfOffice(OutOfOffice settings) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("user", settings.user());
    body.put("out", settings.out());
    body.put("forwardTo", settings.forwardTo());
    body.put(
        "exceptions", settings.exceptions().stream().map(HttpAdministration::exception).toList());
    return outOfOffice(transport.put("/outOfOffice", Query.NONE, body));
  }

  private static Map<String, @Nullable Object> exception(OutOfOffice.Forwarding exception) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("process", exception.process());
    json.put("activity", exception.activity());
    json.put("event", exception.event());
    json.put("forwardTo", exception.forwardTo());
    return json;
  }

  private static OutOfOffice outOfOffice(JsonObject json) {
    return new OutOfOffice(
        json.text("user"),
        json.truth("out"),
        json.texts("forwardTo"),
        json.list(
            "exceptions",
            one ->
                new OutOfOffice.Forwarding(
                    one.text("process"),
                    one.textOrNull("activity"),
                    one.textOrNull("event"),
                    one.texts("forwardTo"))),
        json.texts("standIns"));
  }

  @Override
  public String createToken(String user, String description, Duration validFor) {
    return transport
        .post(
            "/tokens",
            Query.NONE,
            Map.of("user", user, "description", description, "validFor", validFor.toString()))
        .text("token");
  }

  @Override
  public void revokeToken(String token) {
    transport.post("/tokens/revoke", Query.NONE, Map.of("token", token));
  }

  @Override
  public void backup(String fileOnServer) {
    transport.post("/backup", Query.NONE, Map.of("file", fileOnServer));
  }

  @Override
  public ServerClock clock() {
    return clock(transport.get("/clock", Query.NONE));
  }

  @Override
  public ServerClock advanceClock(Duration further) {
    return clock(
        transport.post("/clock/advance", Query.NONE, Map.of("further", further.toString())));
  }

  private static ServerClock clock(JsonObject json) {
    return new ServerClock(json.time("now"), json.truth("movable"));
  }

  @Override
  public void grantServerRight(ServerRight right, Subject subject) {
    change("/rights/grant", null, right, subject);
  }

  @Override
  public void revokeServerRight(ServerRight right, Subject subject) {
    change("/rights/revoke", null, right, subject);
  }

  @Override
  public void grantProcessRight(String process, ProcessRight right, Subject subject) {
    change("/rights/grant", process, right, subject);
  }

  @Override
  public void revokeProcessRight(String process, ProcessRight right, Subject subject) {
    change("/rights/revoke", process, right, subject);
  }

  private void change(String path, @Nullable String process, Enum<?> right, Subject subject) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    if (process != null) {
      body.put("process", process);
    }
    body.put("right", label(right));
    body.put("subject", subject(subject));
    transport.post(path, Query.NONE, body);
  }

  /** As definitions write it: {@code viewParticipate}. */
  static String label(Enum<?> constant) {
    var words = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
    var label = new StringBuilder(words[0]);
    for (int word = 1; word < words.length; word++) {
      label.append(Character.toUpperCase(words[word].charAt(0))).append(words[word].substring(1));
    }
    return label.toString();
  }

  @Override
  public List<Grant> rights(String process) {
    return rights(Query.of("process", process));
  }

  @Override
  public List<Grant> serverRights() {
    return rights(Query.NONE);
  }

  private List<Grant> rights(Query query) {
    return transport
        .get("/rights", query)
        .list(
            "items",
            json ->
                new Grant(
                    json.textOrNull("process"),
                    json.text("right"),
                    subject(json.object("subject")),
                    json.truth("fromDefinition")));
  }

  private static Map<String, Object> subject(Subject subject) {
    return Map.of("kind", label(subject.kind()), "name", subject.name());
  }

  private static Subject subject(JsonObject json) {
    return new Subject(
        Subject.Kind.valueOf(json.text("kind").toUpperCase(Locale.ROOT)), json.text("name"));
  }
}
