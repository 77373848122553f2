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

  private HttpBaltoro(String jdbcUrl) {
    var engine = Engine.open(new Handlers().register(Config.on(jdbcUrl)));
    server = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    try (var trusted = engine.connectTrusted("bench")) {
      var administration = trusted.administration();
      administrator =
          Connection.openWithToken(
              server.url().toString(),
              administration.createToken(ADMINISTRATOR, "bench", Duration.ofDays(1)));
    }
  }

  public static void main(String[] arguments) throws IOException {
    Child.serve(HttpBaltoro::new);
  }

  private List<Connection> users() {
    var administration = administrator.administration();
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
    return People.all().stream().map(user -> administrator.impersonateUser(user.name())).toList();
  }

  /** A thousand accounts take longer than all the rest, so only tasks have them. */
  @Override
  public Work work(Workload workload) {
    var users = workload == Workload.TASK ? users() : List.<Connection>of();
    return new ClientWork(administrator, users).of(workload);
  }

  @Override
  public void close() {
    administrator.close();
    server.close();
  }
}
