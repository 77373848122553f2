package org.baltoro.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.WaitingServerItem;
import org.baltoro.api.WaitingServerItemQuery;
import org.baltoro.client.SavedLogins;
import org.jspecify.annotations.Nullable;

/**
 * The demo's story, told by the public API alone: twenty orders, a finance system in a process of
 * its own, people with worklists, a server that is killed while orders wait, and a reckoning at the
 * end.
 */
final class Demo {
  private static final String PROCESS = "Finance/Purchase Order";
  private static final String FINANCE_USER = "finance-system";
  private static final int WAITING_AT_LEAST = 5;
  private static final int DAY_MILLIS = 700;

  private final DemoNarrator narrator;
  private final Path folder;
  private final int port;
  private final int financePort;
  private final String server;
  private final List<DemoOrder> orders;
  private final Map<String, Long> instanceByOrder = new LinkedHashMap<>();
  private final DemoPeople people;
  private final HttpClient http = HttpClient.newHttpClient();

  private Demo(Terminal terminal, Path folder) throws IOException {
    this.narrator = new DemoNarrator(terminal);
    this.folder = folder;
    this.port = DemoProcess.freePort();
    this.financePort = DemoProcess.freePort();
    this.server = "http://localhost:" + port;
    this.orders = DemoOrder.read(resource("orders.csv"));
    this.people = new DemoPeople(server, narrator, orders, instanceByOrder);
  }

  /** Runs the demo. Returns true if every order ended as it should. */
  static boolean run(Terminal terminal, boolean keep) throws IOException, InterruptedException {
    var folder = TemporaryFolder.create("baltoro-demo-");
    try {
      return new Demo(terminal, folder.path()).play();
    } finally {
      if (keep) {
        terminal.out().println("Kept " + folder.path());
      } else {
        folder.close();
      }
    }
  }

  private boolean play() throws IOException, InterruptedException {
    narrator.say("Starting a server on port %d, its data in %s", port, folder);
    var waiting = new LinkedHashSet<String>();
    try (var resources = new ChildProcesses()) {
      var first = resources.add(startServer());
      try (var connection = connect(first)) {
        deploy(connection);
        people.makeUsers(connection);
        resources.add(startFinanceSystem(connection));
        startOrders(connection);
        people.approveOne(first);
        finishOneByHand(connection, first);
        waiting.addAll(awaitWaiting(connection, first));
      }
      narrator.say(
          "kill -9 %d: the server is gone while %d orders wait", first.id(), waiting.size());
      first.kill();
      narrator.say("Starting it again on the same data");
      var second = resources.add(startServer());
      try (var connection = connect(second)) {
        var form = CompletableFuture.supplyAsync(this::prepareForm);
        people.sendOne(connection);
        awaitEnds(connection, second, orders.size() - 1);
        callBackLate();
        people.escalateOne(connection, second);
        awaitEnds(connection, second, orders.size());
        boolean formGood = useTheForm(form.join(), connection);
        return DemoReport.print(
                narrator.terminal(), connection, orders, instanceByOrder, callbackAnswers())
            && finishedSince(connection, waiting)
            && formGood;
      }
    }
  }

  private DemoProcess startServer() throws IOException {
    var words = new ArrayList<>(DemoProcess.thisProgram());
    words.addAll(List.of("serve", "--port", "" + port, "--data", "baltoro.db", "--movable-clock"));
    return DemoProcess.java(
        folder, folder.resolve("server.log"), Map.of("BALTORO_HOME", folder.toString()), words);
  }

  /** Connects as the administrator, whose login the server saved at its first start. */
  private Connection connect(DemoProcess process) throws InterruptedException {
    var logins = new SavedLogins(folder.resolve("logins.json"));
    narrator.await("the server answers", process, () -> logins.find(server).isPresent());
    var token = logins.find(server).orElseThrow().token();
    narrator.await("the server answers", process, () -> answers(token));
    return Connection.openWithToken(server, token);
  }

  private boolean answers(String token) {
    try {
      Connection.openWithToken(server, token).close();
      return true;
    } catch (BaltoroException failure) {
      if (failure.problem() == Problem.SERVER_UNREACHABLE) {
        return false;
      }
      throw failure;
    }
  }

  private void deploy(Connection connection) throws IOException {
    var source = resource("purchase-order.yaml");
    var address = "http://localhost:7421/";
    if (!source.contains(address)) {
      throw new IllegalStateException("purchase-order.yaml no longer calls " + address);
    }
    var deployment =
        connection
            .definitions()
            .deploy(
                source.replace(address, "http://localhost:%d/".formatted(financePort)),
                "purchase-order.yaml");
    narrator.say("Deployed '%s', version %d", deployment.process(), deployment.version());
  }

  private DemoProcess startFinanceSystem(Connection connection)
      throws IOException, InterruptedException {
    var administration = connection.administration();
    administration.createUser(FINANCE_USER, DemoPeople.randomPassword(), Set.of());
    var token = administration.createToken(FINANCE_USER, "The demo", Duration.ofHours(1));
    var program = folder.resolve("FinanceSystem.java");
    Files.writeString(program, resource("FinanceSystem.java"));
    var finance =
        DemoProcess.java(
            folder,
            folder.resolve("finance-system.log"),
            Map.of("FINANCE_TOKEN", token),
            List.of(program.toString(), "" + financePort, server, "" + DAY_MILLIS));
    narrator.await(
        "the finance system answers", finance, () -> askFinance("GET", "/payments") != null);
    narrator.say(
        "Started the finance system, process %d, with the right to finish and no other",
        finance.id());
    return finance;
  }

  private void startOrders(Connection connection) {
    for (var order : orders) {
      var prepared = connection.createProcessInstance(PROCESS).idempotencyKey(order.number());
      order.fill(prepared.dataFields());
      instanceByOrder.put(order.number(), connection.startProcessInstance(prepared).id());
    }
    narrator.say("Started %d orders", orders.size());
  }

  /** Somebody pays the late order by hand; the finance system's own callback comes too late. */
  private void finishOneByHand(Connection connection, DemoProcess process)
      throws InterruptedException {
    var order = orders.stream().filter(DemoOrder::late).findFirst().orElseThrow();
    long instance = instanceByOrder.getOrDefault(order.number(), 0L);
    narrator.await(
        "order %s waits".formatted(order.number()),
        process,
        () -> waiting(connection).stream().anyMatch(item -> item.instance() == instance));
    var waits = waiting(connection).stream().filter(one -> one.instance() == instance).findFirst();
    var item = connection.openServerItem(waits.orElseThrow().serialNumber());
    item.processInstance().dataFields().set("PaymentApproved", true);
    item.processInstance().dataFields().set("PaymentReference", "paid by hand");
    item.finish();
    narrator.say(
        "Order %s was paid by hand: the callback for it will come too late", order.number());
  }

  private Set<String> awaitWaiting(Connection connection, DemoProcess process)
      throws InterruptedException {
    narrator.await("orders wait for the finance system", process, () -> enoughWait(connection));
    var serialNumbers = new LinkedHashSet<String>();
    waiting(connection).forEach(item -> serialNumbers.add(item.serialNumber()));
    return serialNumbers;
  }

  /** On a slow machine many have been paid by now: then all that can still come do. */
  private boolean enoughWait(Connection connection) {
    int waiting = waiting(connection).size();
    long withTheManager = orders.stream().filter(DemoOrder::needsApproval).count() - 1;
    return waiting >= WAITING_AT_LEAST
        || waiting + withTheManager >= orders.size() - completed(connection);
  }

  private static List<WaitingServerItem> waiting(Connection connection) {
    return connection.waitingServerItems(WaitingServerItemQuery.all().process(PROCESS)).items();
  }

  private void awaitEnds(Connection connection, DemoProcess process, int count)
      throws InterruptedException {
    var ended = new ProgressLine(count, () -> completed(connection));
    narrator.await("%d orders have ended".formatted(count), process, ended::reached);
  }

  private static int completed(Connection connection) {
    return connection
        .processInstances(
            ProcessInstanceQuery.all().process(PROCESS).status(ProcessInstanceStatus.COMPLETED))
        .items()
        .size();
  }

  private void callBackLate() {
    askFinance("POST", "/late-callbacks");
    narrator.say("The finance system has called back for the order that was paid by hand");
  }

  /** While the orders are on their way. */
  private DemoForm prepareForm() {
    try {
      return DemoForm.prepare(narrator, folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One more order, by a form. */
  private boolean useTheForm(DemoForm form, Connection connection) throws IOException {
    form.deployProcess(connection);
    try (var buyer = people.buyer(connection);
        var manager = people.manager(connection)) {
      form.order(buyer);
      return form.decide(manager);
    }
  }

  /** What the server answered to the finance system, by order. */
  private Map<String, String> callbackAnswers() {
    var answers = new LinkedHashMap<String, String>();
    var lines = askFinance("GET", "/payments");
    if (lines == null) {
      throw new IllegalStateException("The finance system answers no more.");
    }
    lines
        .lines()
        .map(line -> line.split(";", -1))
        .forEach(cells -> answers.put(cells[0], cells[2]));
    return answers;
  }

  /** The serial numbers that were known before the crash were the ones to finish after it. */
  private boolean finishedSince(Connection connection, Set<String> waitingBefore) {
    for (var serialNumber : waitingBefore) {
      var receipt = connection.finishReceipt(serialNumber);
      if (!receipt.by().equals(FINANCE_USER)) {
        narrator.say("%s was finished by %s, not by %s", serialNumber, receipt.by(), FINANCE_USER);
        return false;
      }
    }
    narrator.say(
        "All %d that waited when the server was killed were finished under their serial numbers",
        waitingBefore.size());
    return true;
  }

  private @Nullable String askFinance(String method, String path) {
    var address = URI.create("http://localhost:" + financePort + path);
    var request =
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build();
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException notThere) {
      return null;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The demo was interrupted.", interrupted);
    }
  }

  static String resource(String name) throws IOException {
    try (var stream = Demo.class.getResourceAsStream("demo/" + name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is not in this jar: it was packed wrongly.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Tells of each step forward once. */
  private final class ProgressLine {
    private final int goal;
    private final IntSupplier done;
    private int told = -1;

    ProgressLine(int goal, IntSupplier done) {
      this.goal = goal;
      this.done = done;
    }

    boolean reached() {
      int now = done.getAsInt();
      if (now != told) {
        narrator.say("%d of %d orders have ended", now, orders.size());
        told = now;
      }
      return now == goal;
    }
  }

  /** Ends what the demo started, whatever happens to the demo: also on Ctrl-C. */
  private static final class ChildProcesses implements AutoCloseable {
    private final List<DemoProcess> processes = new ArrayList<>();
    private final Thread onExit = new Thread(this::closeAll, "demo-clean-up");

    ChildProcesses() {
      Runtime.getRuntime().addShutdownHook(onExit);
    }

    synchronized DemoProcess add(DemoProcess process) {
      processes.add(process);
      return process;
    }

    private synchronized void closeAll() {
      processes.reversed().forEach(DemoProcess::close);
      processes.clear();
    }

    @Override
    public void close() {
      closeAll();
      Runtime.getRuntime().removeShutdownHook(onExit);
    }
  }
}
