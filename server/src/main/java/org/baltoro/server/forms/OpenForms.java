package org.baltoro.server.forms;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.forms.session.Incoming;
import org.baltoro.forms.session.OpenForm;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The forms that users have open on this node. One that nobody has asked for half an hour is
 * closed. One that a rule or its user has closed is kept for a moment: its page reads the end.
 */
public final class OpenForms implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenForms.class);
  private static final int OF_USER_MAX = 50;
  private static final int ALL_MAX = 10_000;
  private static final long IDLE_MAX = Duration.ofMinutes(30).toNanos();

  /** So long a page may take to read how its form was closed. */
  private static final long CLOSED_MAX = Duration.ofMinutes(1).toNanos();

  /** So long rules may take that run when the server ends and closes all forms. */
  private static final Duration CLOSING_MAX = Duration.ofSeconds(10);

  private static final int ID_BYTES = 16;

  private final Map<String, Opened> byId = new ConcurrentHashMap<>();

  /** Guarded by itself, as are the places. */
  private final Map<String, UserForms> users = new HashMap<>();

  private int places;
  private final SecureRandom random = new SecureRandom();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("baltoro-forms-sweeper").factory());

  OpenForms() {
    sweeper.scheduleWithFixedDelay(this::closeIdle, 1, 1, TimeUnit.MINUTES);
  }

  /** A form that is open. */
  public static final class Opened {
    private final String id;
    private final String user;
    private final OpenForm form;
    private final MessageStream stream;
    private final Instant openedAt = Instant.now();
    private volatile long asked = System.nanoTime();
    private long received;

    private Opened(String id, String user, OpenForm form, MessageStream stream) {
      this.id = id;
      this.user = user;
      this.form = form;
      this.stream = stream;
    }

    /** Cannot be guessed. */
    public String id() {
      return id;
    }

    public OpenForm form() {
      return form;
    }

    public MessageStream stream() {
      return stream;
    }

    public Instant openedAt() {
      return openedAt;
    }

    /** When somebody last listened, or sent something. */
    public Instant askedAt() {
      return Instant.now().minusNanos(System.nanoTime() - asked);
    }

    /** Somebody listens: the form is not idle. */
    public void touch() {
      asked = System.nanoTime();
    }

    /**
     * Takes a message of the page.
     *
     * @param number of the message, from 1, if the page numbers them: one that was taken already,
     *     because the answer to it got lost, is not taken again
     * @throws BaltoroException {@link Problem#CHANGED_MEANWHILE} if one before it has not come yet
     */
    public void receive(@Nullable Long number, Incoming message) {
      synchronized (this) {
        if (number != null) {
          if (number <= received) {
            return;
          }
          if (number > received + 1) {
            throw new BaltoroException(
                Problem.CHANGED_MEANWHILE,
                "This is message %d, and message %d has not come yet: send one when the one before it is answered."
                    .formatted(number, received + 1));
          }
          received = number;
        }
        form.receive(message);
      }
    }
  }

  /**
   * Opens a form for a user.
   *
   * @throws BaltoroException {@link Problem#BUSY} if too many are open
   */
  Opened open(String user, Function<MessageStream, OpenForm> opening) {
    forgetClosed(user);
    var stream = new MessageStream(takePlace(user));
    boolean isOpen = false;
    try {
      var opened = new Opened(newId(), user, opening.apply(stream), stream);
      byId.put(opened.id, opened);
      isOpen = true;
      return opened;
    } finally {
      if (!isOpen) {
        stream.end();
        givePlace(user);
      }
    }
  }

  /** Counts the form before it is opened: many may be opened at once. */
  private UserForms takePlace(String user) {
    synchronized (users) {
      var own = users.computeIfAbsent(user, name -> new UserForms());
      if (own.open() >= OF_USER_MAX || places >= ALL_MAX) {
        throw new BaltoroException(
            Problem.BUSY,
            own.open() >= OF_USER_MAX
                ? "'%s' has %d forms open: close one, of those that GET /api/forms/v1/sessions and 'baltoro form sessions' list."
                    .formatted(user, own.open())
                : "%,d forms are open on this server: try again.".formatted(ALL_MAX));
      }
      own.opened();
      places++;
      return own;
    }
  }

  private void givePlace(String user) {
    synchronized (users) {
      places--;
      var own = users.get(user);
      if (own != null && own.closed()) {
        users.remove(user);
      }
    }
  }

  /** Those that a user has open, and those that were closed just now. */
  public List<Opened> of(String user) {
    return byId.values().stream().filter(opened -> opened.user.equals(user)).toList();
  }

  /** Who needs the places has them sooner. */
  private void forgetClosed(String user) {
    var own = of(user);
    if (own.size() >= OF_USER_MAX) {
      own.stream().filter(opened -> opened.form.isClosed()).forEach(this::close);
    }
  }

  private String newId() {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The user's own form with this id. */
  public Optional<Opened> find(String user, String id) {
    var found = byId.get(id);
    if (found == null || !found.user.equals(user)) {
      return Optional.empty();
    }
    found.touch();
    return Optional.of(found);
  }

  /** How many forms are open. */
  public int count() {
    return byId.size();
  }

  public void close(Opened opened) {
    boolean wasOpen = byId.remove(opened.id, opened);
    try {
      opened.form.close();
    } finally {
      opened.stream.end();
      if (wasOpen) {
        givePlace(opened.user);
      }
    }
  }

  private void closeIdle() {
    for (Iterator<Opened> all = byId.values().iterator(); all.hasNext(); ) {
      var opened = all.next();
      long idleMax = opened.form.isClosed() ? CLOSED_MAX : IDLE_MAX;
      if (System.nanoTime() - opened.asked > idleMax) {
        closeSafely(opened);
      }
    }
  }

  /** So that one form that can't be closed does not keep the others open. */
  private void closeSafely(Opened opened) {
    try {
      close(opened);
    } catch (RuntimeException bug) {
      LOG.atError().setCause(bug).addKeyValue("user", opened.user).log("A form was not closed");
    }
  }

  /** Closes all; returns when the rules that closing starts have ended, or take too long. */
  @Override
  public void close() {
    sweeper.shutdownNow();
    var all = List.copyOf(byId.values());
    all.forEach(this::closeSafely);
    long end = System.nanoTime() + CLOSING_MAX.toNanos();
    try {
      for (var opened : all) {
        var patience = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        if (!opened.form.awaitRest(patience)) {
          LOG.atWarn()
              .addKeyValue("user", opened.user)
              .log("The server ends while rules of a form run, as they take too long");
        }
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
