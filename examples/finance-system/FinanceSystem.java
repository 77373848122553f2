import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A finance system, as far as a workflow server sees one: it takes a payment with a serial number,
 * takes its time, and then calls back to finish the server event that the number names. It knows
 * nothing of Baltoro but two HTTP calls.
 *
 * <pre>
 * FINANCE_TOKEN=... java FinanceSystem.java 7421 http://localhost:7420 1000
 * </pre>
 *
 * <p>The arguments are its port, the workflow server, and how many milliseconds a day of its work
 * takes. The token is its login at the workflow server.
 *
 * <ul>
 *   <li>{@code POST /payments}: a form with SerialNumber, OrderNumber, BankAccount, Currency,
 *       Amount, Callback and FinanceDays. Answers 202 with the payment's reference.
 *   <li>{@code POST /late-callbacks}: sends the callbacks that it holds back.
 *   <li>{@code GET /payments}: a line for each payment: order number, serial number, and what the
 *       workflow server answered to each callback.
 * </ul>
 */
public final class FinanceSystem {
  private static final Pattern OUTCOME = Pattern.compile("\"outcome\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern PROBLEM = Pattern.compile("urn:baltoro:problem:([a-z-]+)");

  private final Map<String, Payment> bySerialNumber = new ConcurrentSkipListMap<>();
  private final ScheduledExecutorService desk = Executors.newScheduledThreadPool(8);
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String workflowServer;
  private final String token;
  private final long dayMillis;

  private FinanceSystem(String workflowServer, String token, long dayMillis) {
    this.workflowServer = workflowServer;
    this.token = token;
    this.dayMillis = dayMillis;
  }

  /** Starts it; it runs until it is ended. */
  public static void main(String[] arguments) throws IOException {
    String token = System.getenv("FINANCE_TOKEN");
    if (arguments.length != 3 || token == null) {
      System.err.println(
          "Usage: FINANCE_TOKEN=... java FinanceSystem.java PORT WORKFLOW-SERVER DAY-IN-MS");
      System.exit(2);
    }
    var finance = new FinanceSystem(arguments[1], token, Long.parseLong(arguments[2]));
    var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]));
    var server = HttpServer.create(address, 0);
    server.createContext("/payments", finance::payments);
    server.createContext("/late-callbacks", finance::lateCallbacks);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    System.out.println("The finance system is open at http://localhost:" + arguments[0]);
  }

  private void payments(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        var payment = accept(form(exchange));
        answer(exchange, 202, payment.reference());
      } else {
        var lines = new StringBuilder();
        bySerialNumber.values().forEach(payment -> lines.append(payment.line()).append('\n'));
        answer(exchange, 200, lines.toString());
      }
    }
  }

  /** A payment asked for twice, under the same serial number, is one payment. */
  private Payment accept(Map<String, String> form) {
    var fresh = new Payment(form, new CopyOnWriteArrayList<>());
    var known = bySerialNumber.putIfAbsent(fresh.serialNumber(), fresh);
    if (known != null) {
      return known;
    }
    long delay = Long.parseLong(form.get("FinanceDays")) * dayMillis;
    switch (form.get("Callback")) {
      // The callback overtakes our answer: the event's code is still running.
      case "early" -> openAndFinish(fresh);
      case "repeated" ->
          desk.schedule(
              () -> {
                openAndFinish(fresh);
                finish(fresh);
              },
              delay,
              TimeUnit.MILLISECONDS);
      case "late" -> {
        // Held back until somebody asks for it.
      }
      default -> desk.schedule(() -> openAndFinish(fresh), delay, TimeUnit.MILLISECONDS);
    }
    return fresh;
  }

  private void lateCallbacks(HttpExchange exchange) throws IOException {
    try (exchange) {
      bySerialNumber.values().stream().filter(Payment::late).forEach(this::finish);
      answer(exchange, 200, "sent");
    }
  }

  private void openAndFinish(Payment payment) {
    var opened = call(payment, "GET", "", "");
    if (opened.statusCode() == 200) {
      finish(payment);
    } else {
      payment.answers().add(meaning(opened));
    }
  }

  private void finish(Payment payment) {
    payment.answers().add(meaning(call(payment, "POST", "/finish", payment.decision())));
  }

  /** Calls the workflow server, again and again while it is down. */
  private HttpResponse<String> call(Payment payment, String method, String suffix, String body) {
    var address =
        workflowServer + "/api/baltoro/v1/serverItems/" + payment.serialNumber() + suffix;
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    while (true) {
      try {
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 503) {
          return response;
        }
      } catch (IOException down) {
        System.out.println(payment.serialNumber() + ": no answer, trying again: " + down);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Ended while calling back.", ended);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Ended while calling back.", ended);
    }
  }

  /** {@code APPLIED} or {@code KEPT}; for a refusal its status and code. */
  private static String meaning(HttpResponse<String> response) {
    var pattern = response.statusCode() == 200 ? OUTCOME : PROBLEM;
    var found = pattern.matcher(response.body());
    var word = found.find() ? found.group(1) : response.body();
    return response.statusCode() == 200 ? word : response.statusCode() + " " + word;
  }

  private static Map<String, String> form(HttpExchange exchange) {
    try {
      var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var form = new LinkedHashMap<String, String>();
      for (var pair : text.split("&")) {
        var parts = pair.split("=", 2);
        form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
      return form;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** One payment and what came of its callbacks. */
  private record Payment(Map<String, String> form, List<String> answers) {
    String serialNumber() {
      return form.get("SerialNumber");
    }

    String reference() {
      return "FIN-" + form.get("OrderNumber");
    }

    boolean late() {
      return form.get("Callback").equals("late");
    }

    /** Nothing can be paid without a bank account. */
    String decision() {
      boolean approved = !form.get("BankAccount").isEmpty();
      return "{\"dataFields\": {\"PaymentApproved\": %s, \"PaymentReference\": \"%s\"}}"
          .formatted(approved, reference());
    }

    String line() {
      return "%s;%s;%s".formatted(form.get("OrderNumber"), serialNumber(), String.join(",", answers));
    }
  }
}
