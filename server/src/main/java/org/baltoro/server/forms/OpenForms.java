package org.baltoro.server.forms;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
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

  private static final int ID_BYTES = 16;

  private final Map<String, Opened> byId = new ConcurrentHashMap<>();
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
    long ofUser = of(user).size();
    if (ofUser >= OF_USER_MAX || byId.size() >= ALL_MAX) {
      throw new BaltoroException(
          Problem.BUSY,
          ofUser >= OF_USER_MAX
              ? "'%s' has %d forms open: close one.".formatted(user, ofUser)
              : "%,d forms are open on this server: try again.".formatted(ALL_MAX));
    }
    var stream = new MessageStream();
    var opened = new Opened(newId(), user, opening.apply(stream), stream);
    byId.put(opened.id, opened);
    return opened;
  }

  private List<Opened> of(String user) {
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
    byId.remove(opened.id);
    opened.form.close();
    opened.stream.end();
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

  @Override
  public void close() {
    sweeper.shutdownNow();
    byId.values().forEach(this::closeSafely);
  }
}
