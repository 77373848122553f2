package org.baltoro.bench.baltoro;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.baltoro.api.Administration;
import org.baltoro.api.Connection;
import org.baltoro.bench.contender.Child;
import org.baltoro.bench.contender.Contender;
import org.baltoro.bench.contender.People;
import org.baltoro.bench.contender.Workload;
import org.baltoro.engine.Engine;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;

/**
 * Baltoro over HTTP: the server and its clients share a process, but every call goes through a
 * socket, with a token, as JSON. Users of the worklist are accounts of the server, for whom the
 * administrator acts.
 */
public final class HttpBaltoro implements Contender {
  private static final String ADMINISTRATOR = "admin";

  private final RunningServer server;
  private final Connection administrator;
  private final ClientWork work;

  private HttpBaltoro(String jdbcUrl) {
    var engine = Engine.open(new Handlers().register(Config.on(jdbcUrl)));
    server = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    try (var trusted = engine.connectTrusted("bench")) {
      var administration = trusted.administration();
      accounts(administration);
      administrator =
          Connection.openWithToken(
              server.url().toString(),
              administration.createToken(ADMINISTRATOR, "bench", Duration.ofDays(1)));
    }
    work = new ClientWork(administrator, users(administrator));
  }

  public static void main(String[] arguments) throws IOException {
    Child.serve(HttpBaltoro::new);
  }

  private static void accounts(Administration administration) {
    var known =
        administration.users().stream()
            .map(Administration.User::name)
            .collect(Collectors.toUnmodifiableSet());
    for (var user : People.all()) {
      if (!known.contains(user.name())) {
        administration.createUser(
            user.name(), "password of " + user.name(), new LinkedHashSet<>(user.groups()));
      }
    }
  }

  private static List<Connection> users(Connection administrator) {
    return People.all().stream().map(user -> administrator.impersonateUser(user.name())).toList();
  }

  @Override
  public Work work(Workload workload) {
    return work.of(workload);
  }

  @Override
  public void close() {
    administrator.close();
    server.close();
  }
}
