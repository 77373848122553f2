package org.baltoro.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.forms.protocol.FormMessages;
import org.baltoro.forms.rule.RuleTrace;
import org.baltoro.forms.session.Address;
import org.baltoro.server.forms.FormServer;
import org.baltoro.server.forms.MessageStream;
import org.baltoro.server.forms.MessageStream.Message;
import org.baltoro.server.forms.OpenForms.Opened;
import org.baltoro.server.http.JsonShapes.Items;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Open forms: a page posts its messages and reads a stream of what it is told. A line that breaks
 * loses nothing: the page asks for what comes after the last number that it has.
 */
@RestController
@RequestMapping(Route.FORMS + "/sessions")
final class FormSessionsResource {
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);

  /** So often something is sent, so that a line that is broken is found. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  /** So old what is known of a reader's rights may be. */
  private static final long RIGHTS_AGE_MAX = Duration.ofSeconds(1).toNanos();

  private final FormsPart forms;
  private final Callers callers;

  FormSessionsResource(FormsPart forms, Callers callers) {
    this.forms = forms;
    this.callers = callers;
  }

  /** A form with its parameters, or the serial number of a worklist item. */
  record Open(
      @Nullable String form,
      @Nullable String item,
      @Nullable Map<String, @Nullable Object> parameters,
      @Nullable String state) {}

  record Session(String session, int protocol) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Session open(Connection connection, @RequestBody Open body) {
    if ((body.form() == null) == (body.item() == null)) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "Give form, or item: one of them, and not both.");
    }
    var opened =
        body.item() == null
            ? server()
                .openForm(
                    connection,
                    Objects.requireNonNull(body.form()),
                    body.parameters() == null ? Map.of() : body.parameters(),
                    body.state())
            : server().openItem(connection, body.item());
    return new Session(opened.id(), FormMessages.VERSION);
  }

  /**
   * A form that is open.
   *
   * @param form its full name
   * @param askedAt when its page was last heard of
   */
  record OpenSession(String session, String form, Instant openedAt, Instant askedAt) {}

  /** The user's own on this node, the one that was asked for least lately first. */
  @GetMapping
  Items<OpenSession> sessions(Connection connection) {
    return new Items<>(
        server().openForms().of(connection.user()).stream()
            .map(open ->
                new OpenSession(open.id(), open.form().name(), open.openedAt(), open.askedAt()))
            .sorted(Comparator.comparing(OpenSession::askedAt))
            .toList());
  }

  @PostMapping("/{session}/messages")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void receive(
      Connection connection,
      @PathVariable String session,
      @RequestParam(required = false) @Nullable Long number,
      @RequestBody String message) {
    if (number != null && number < 1) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "'number' is %d: a page numbers from 1.".formatted(number));
    }
    try {
      opened(connection, session).receive(number, FormMessages.read(message));
    } catch (FormMessages.Malformed malformed) {
      throw new BaltoroException(Problem.INVALID_REQUEST, String.valueOf(malformed.getMessage()));
    }
  }

  /** At once what is there, else the first that comes. */
  @GetMapping(path = "/{session}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> messages(
      Connection connection,
      @PathVariable String session,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "0s") String wait)
      throws InterruptedException {
    var opened = opened(connection, session);
    var messages = next(reader(opened, after), patience(wait));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            messages.stream()
                .map(Message::json)
                .collect(Collectors.joining(",", "{\"messages\":[", "]}")));
  }

  record Rest(boolean atRest) {}

  /** Waits until no rule runs but those that wait for the user: all that they led to is told. */
  @GetMapping("/{session}/rest")
  Rest rest(
      Connection connection,
      @PathVariable String session,
      @RequestParam(defaultValue = "0s") String wait)
      throws InterruptedException {
    var opened = opened(connection, session);
    return new Rest(opened.form().awaitRest(patience(wait)));
  }

  /** Each as it comes, as server-sent events; their ids are the numbers. */
  @GetMapping("/{session}/stream")
  void stream(
      Connection connection,
      HttpServletRequest request,
      HttpServletResponse response,
      @PathVariable String session,
      @RequestParam(defaultValue = "0") long after)
      throws IOException, InterruptedException {
    var opened = opened(connection, session);
    var reader = reader(opened, after);
    var messages = next(reader, Duration.ZERO);
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.flushBuffer();
    var body = response.getWriter();
    long checked = System.nanoTime();
    while (send(body, messages) && !reader.hasEnded()) {
      opened.touch();
      try {
        messages = reader.next(SIGN_OF_LIFE);
      } catch (MessageStream.Lost lost) {
        return; // The page asks again, and is told.
      }
      if (System.nanoTime() - checked > RIGHTS_AGE_MAX) {
        if (!isStill(connection.user(), request)) {
          return; // as above
        }
        checked = System.nanoTime();
      }
    }
  }

  /** A line stays open for long: its token may end, and its user be disabled. */
  private boolean isStill(String user, HttpServletRequest request) {
    try {
      return CallersConnection.of(
              request.getHeader(HttpHeaders.AUTHORIZATION),
              request.getHeader(CallersConnection.IMPERSONATE),
              callers)
          .user()
          .equals(user);
    } catch (BaltoroException refused) {
      return false;
    }
  }

  private static Duration patience(String wait) {
    var asked = Objects.requireNonNull(Route.duration(wait, "wait"));
    return asked.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : asked;
  }

  /** False if nobody listens any more. */
  private static boolean send(PrintWriter body, List<Message> messages) {
    for (var message : messages) {
      body.write("id: " + message.number() + "\ndata: " + message.json() + "\n\n");
    }
    if (messages.isEmpty()) {
      body.write(": \n\n");
    }
    return !body.checkError();
  }

  private static MessageStream.Reader reader(Opened opened, long after) {
    long last = opened.stream().last();
    if (after < 0 || after > last) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "'after' is %d: give the number of the last message that the page has, from 0 to %d."
              .formatted(after, last));
    }
    return opened.stream().reader(after);
  }

  private static List<Message> next(MessageStream.Reader reader, Duration wait)
      throws InterruptedException {
    try {
      return reader.next(wait);
    } catch (MessageStream.Lost lost) {
      throw new BaltoroException(
          Problem.GONE,
          "The page has not read for so long that messages are lost. Open the form again.");
    }
  }

  /** Runs of rules, from the oldest to the newest of those that are kept. */
  @GetMapping(path = "/{session}/traces", produces = MediaType.APPLICATION_JSON_VALUE)
  String traces(Connection connection, @PathVariable String session) {
    var traces = opened(connection, session).form().traces();
    return FormMessages.write(
        Map.of("traces", traces.stream().map(trace -> told(trace, connection)).toList()));
  }

  /** A form's user may see when its rules ran; values, also hidden ones, are for designers. */
  private static RuleTrace told(RuleTrace trace, Connection connection) {
    return FormDocumentsResource.mayExport(connection) ? trace : trace.shape();
  }

  @GetMapping(path = "/{session}/traces/{run}", produces = MediaType.APPLICATION_JSON_VALUE)
  String trace(Connection connection, @PathVariable String session, @PathVariable long run) {
    return opened(connection, session)
        .form()
        .trace(run)
        .map(trace -> FormMessages.write(told(trace, connection)))
        .orElseThrow(() ->
            new BaltoroException(
                Problem.NOT_FOUND,
                "There is no trace of run %d: the newest are kept.".formatted(run)));
  }

  /** The content of a file that is shown. */
  @GetMapping("/{session}/file")
  ResponseEntity<byte[]> file(
      Connection connection,
      @PathVariable String session,
      @RequestParam String window,
      @RequestParam(defaultValue = "") String area,
      @RequestParam String control,
      @RequestParam(required = false) @Nullable Long row) {
    var address = new Address(window, area, control);
    var file =
        opened(connection, session)
            .form()
            .file(address, row)
            .orElseThrow(() -> new BaltoroException(Problem.NOT_FOUND, "No file is shown there."));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            org.springframework.http.ContentDisposition.attachment()
                .filename(file.name(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(file.content());
  }

  @DeleteMapping("/{session}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void close(Connection connection, @PathVariable String session) {
    server().openForms().close(opened(connection, session));
  }

  private FormServer server() {
    return forms.server();
  }

  private Opened opened(Connection connection, String session) {
    return server()
        .openForms()
        .find(connection.user(), session)
        .orElseThrow(() ->
            new BaltoroException(
                Problem.NOT_FOUND,
                "You have no form open under this session: it was closed, or nobody asked for it"
                    + " for half an hour. Open it again."));
  }
}
