package org.baltoro.bench.baltoro;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.bench.contender.Child;
import org.baltoro.bench.contender.Contender;
import org.baltoro.bench.contender.People;
import org.baltoro.bench.contender.Workload;
import org.baltoro.engine.Engine;

/** Baltoro, embedded, with its defaults. */
public final class Baltoro implements Contender {
  private final Handlers handlers = new Handlers();
  private final AheadClock clock = new AheadClock();
  private final Engine engine;
  private final ClientWork work;

  Baltoro(String jdbcUrl) {
    engine = Engine.open(handlers.register(Config.on(jdbcUrl).clock(clock)));
    work = new ClientWork(engine.connectTrusted("bench"), users(engine));
  }

  public static void main(String[] arguments) throws IOException {
    Child.serve(Baltoro::new);
  }

  static List<Connection> users(Engine engine) {
    return People.all().stream()
        .map(user -> engine.connectAs(user.name(), new LinkedHashSet<>(user.groups())))
        .toList();
  }

  @Override
  public Work work(Workload workload) {
    return work.of(workload);
  }

  @Override
  public Work waiting() {
    return work.waiting();
  }

  @Override
  public Work waitingTask() {
    return work.waitingTask();
  }

  @Override
  public Work timer(Runnable fired) {
    handlers.onFired(fired);
    return work.timer();
  }

  @Override
  public void advanceClock(Duration further) {
    clock.advance(further);
  }

  @Override
  public void close() {
    engine.close();
  }
}
