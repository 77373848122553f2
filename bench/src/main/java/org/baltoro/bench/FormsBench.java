package org.baltoro.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.baltoro.bench.contender.Clients;
import org.baltoro.bench.contender.Contender;
import org.baltoro.bench.contender.Measured;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.session.Address;
import org.baltoro.forms.session.Incoming;
import org.baltoro.forms.session.OpenForm;
import org.baltoro.forms.session.Outgoing;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/**
 * Open forms, each with a rule that loads eight lists side by side, beside the same eight calls
 * from Java, interleaved in one run; and what an open form takes of memory.
 */
public final class FormsBench {
  private static final List<Integer> CLIENTS = List.of(1, 10, 100);
  private static final List<Integer> OPEN = List.of(1, 1_000, 1_000);
  private static final int LISTS = 8;
  private static final int ROWS = 20;
  private static final Duration LOAD = Duration.ofMillis(10);

  private static final Incoming CLICK =
      new Incoming.OnControl(
          new Address("w1", "", "Load"), ControlEvent.CLICKED, null, null, List.of());

  private final Duration time;
  private final int rounds;
  private final List<String> lines = new ArrayList<>();
  private final FormShop shop = new FormShop().service(lists()).deploy(form());

  private FormsBench(Duration time, int rounds) {
    this.time = time;
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    var options = Options.fromProperties();
    var bench = new FormsBench(options.time(), options.rounds());
    Files.createDirectories(options.output());
    for (var pace : Pace.values()) {
      for (int clients : CLIENTS) {
        bench.compare(pace, clients);
      }
    }
    bench.memory();
    Files.write(options.output().resolve("forms.md"), bench.lines);
  }

  // A service that takes its time

  private static JavaObject lists() {
    return JavaObject.named("Lists")
        .key("Code", PropertyType.TEXT)
        .property("Name", PropertyType.TEXT)
        .method("List", MethodKind.LIST)
        .gives("Code", "Name")
        .lists(call -> load())
        .build();
  }

  private static final List<List<Row>> PAGES = List.of(rows("odd"), rows("even"));
  private static final AtomicLong LOADS = new AtomicLong();

  private static List<Row> rows(String name) {
    var rows = new ArrayList<Row>();
    for (int number = 0; number < ROWS; number++) {
      rows.add(Row.of("Code", "c" + number, "Name", name + " " + number));
    }
    return rows;
  }

  /** Gives other rows now and then. */
  private static List<Row> load() throws InterruptedException {
    Thread.sleep(LOAD);
    return PAGES.get((int) (LOADS.incrementAndGet() / LISTS % PAGES.size()));
  }

  private static String form() {
    var yaml = new StringBuilder("form: Bench/Lists\nviews: {}\ncontrols:\n");
    for (int list = 1; list <= LISTS; list++) {
      yaml.append("  L").append(list).append(": { type: drop-down, source: { smartObject: Lists, ");
      yaml.append("method: List, value: Code, display: \"{Name}\" } }\n");
    }
    yaml.append("  Load: { type: button }\nrules:\n  - rule: Load is clicked\n");
    yaml.append("    when: { clicked: Load }\n    do:\n      - and:\n");
    for (int list = 1; list <= LISTS; list++) {
      yaml.append("          - populate: L").append(list).append('\n');
    }
    return yaml.toString();
  }

  // Rules beside calls

  /** Who does the eight loads. */
  private enum Kind {
    JAVA("8 virtual threads, the Java method"),
    LAYER("8 virtual threads, the SmartObject layer"),
    FORMS("a rule of an open form");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /** How soon the next rule follows. */
  private enum Pace {
    AT_ONCE("without a pause"),
    USERS("every 100 ms");

    private final String label;

    Pace(String label) {
      this.label = label;
    }

    /** 90 ms on average, at random, so that the forms do not march in step. */
    void pause() throws InterruptedException {
      if (this == USERS) {
        Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(181)));
      }
    }
  }

  /** One measurement, with the processor time of one load. */
  private record Run(Measured measured, double microsOfLoad) {}

  private void compare(Pace pace, int clients) throws Exception {
    var runs = new ArrayList<List<Run>>();
    try (var direct = concurrently(pace, FormsBench::load);
        var layered =
            concurrently(
                pace, () -> shop.layer().execute(FormShop.USER, MethodCall.of("Lists", "List")));
        var forms = new FormClients(shop, pace, clients)) {
      for (int round = 0; round <= rounds; round++) {
        var measured =
            List.of(measure(clients, direct), measure(clients, layered), measure(clients, forms));
        if (round > 0) { // the first warms up
          runs.add(measured);
        }
      }
    }
    var java = median(runs, Kind.JAVA);
    for (var kind : Kind.values()) {
      line(pace, clients, kind, median(runs, kind), java);
    }
  }

  private Run measure(int clients, Loads runner) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = system.getProcessCpuTime();
    var measured = Clients.run(clients, time, runner);
    double loads = measured.perSecond() * time.toNanos() / 1e9 * LISTS;
    return new Run(measured, (system.getProcessCpuTime() - before) / 1e3 / loads);
  }

  private static Run median(List<List<Run>> runs, Kind kind) {
    return runs.stream()
        .map(round -> round.get(kind.ordinal()))
        .sorted(Comparator.comparingDouble(run -> run.measured.p50Millis()))
        .toList()
        .get(runs.size() / 2);
  }

  private void line(Pace pace, int clients, Kind kind, Run run, Run java) {
    var measured = run.measured;
    say(
        "| %s | %d | %s | %,.0f | %.2f | %.2f | %.1f %% | %.1f %% | %.1f |"
            .formatted(
                pace.label,
                clients,
                kind.label,
                measured.perSecond(),
                measured.p50Millis(),
                measured.p99Millis(),
                100 * (measured.p50Millis() / LOAD.toMillis() - 1),
                100 * (measured.p50Millis() / java.measured.p50Millis() - 1),
                run.microsOfLoad));
  }

  private void say(String line) {
    System.out.println(line);
    lines.add(line);
  }

  /** What clients do, until it is closed. */
  private interface Loads extends Contender.Work, AutoCloseable {
    @Override
    void close();
  }

  /** What a programmer would write. */
  @FunctionalInterface
  private interface Load {
    @Nullable Object load() throws Exception;
  }

  private static Loads concurrently(Pace pace, Load load) {
    return new Loads() {
      @Override
      public void once() throws Exception {
        var all = new CountDownLatch(LISTS);
        var failure = new AtomicReference<@Nullable Throwable>();
        for (int list = 0; list < LISTS; list++) {
          Thread.ofVirtual()
              .start(() -> {
                try {
                  load.load();
                } catch (Throwable broken) {
                  failure.set(broken);
                } finally {
                  all.countDown();
                }
              });
        }
        all.await();
        if (failure.get() != null) {
          throw new IllegalStateException("A load failed", failure.get());
        }
      }

      @Override
      public void pause() throws InterruptedException {
        pace.pause();
      }

      @Override
      public void close() {}
    };
  }

  /** A form for each client. */
  private static final class FormClients implements Loads {
    private final Pace pace;
    private final BlockingQueue<OpenForm> idle;
    private final AtomicReference<Outgoing.@Nullable Failed> failed = new AtomicReference<>();

    FormClients(FormShop shop, Pace pace, int count) throws InterruptedException {
      this.pace = pace;
      idle = new ArrayBlockingQueue<>(count);
      var forms = shop.forms();
      for (int number = 0; number < count; number++) {
        var form = forms.open(FormShop.USER, "Bench/Lists", Map.of(), null, this::told);
        form.awaitRest();
        idle.add(form);
      }
    }

    private void told(Outgoing message) {
      if (message instanceof Outgoing.Failed failure) {
        failed.set(failure);
      }
    }

    @Override
    public void once() throws Exception {
      var form = idle.take();
      form.receive(CLICK);
      form.awaitRest();
      if (failed.get() != null) {
        throw new IllegalStateException(String.valueOf(failed.get()));
      }
      idle.add(form);
    }

    @Override
    public void pause() throws InterruptedException {
      pace.pause();
    }

    @Override
    public void close() {
      idle.forEach(OpenForm::close);
    }
  }

  // Memory

  private void memory() throws InterruptedException {
    var forms = PurchaseOrders.shop().forms();
    var open = new ArrayList<OpenForm>();
    for (int count : OPEN) { // the first loads classes
      long before = heap();
      for (int number = 0; number < count; number++) {
        var form =
            forms.open(
                FormShop.USER,
                PurchaseOrders.FORM,
                Map.of("Order", (long) open.size()),
                null,
                message -> {});
        form.awaitRest();
        open.add(form);
      }
      say(
          "| purchase orders opened: %,d | bytes of heap each, after collection: %,d |"
              .formatted(count, (heap() - before) / count));
    }
    open.forEach(OpenForm::close);
  }

  private static long heap() throws InterruptedException {
    for (int time = 0; time < 3; time++) {
      System.gc();
      Thread.sleep(100);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
