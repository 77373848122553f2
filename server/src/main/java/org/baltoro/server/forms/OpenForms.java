package org.baltoro.server.forms;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.forms.session.OpenForm;

/**
 * The forms that users have open on this node. One that nobody has asked for half an hour is
 * closed.
 */
public final class OpenForms implements AutoCloseable {
  private static final int OF_USER_MAX = 50;
  private static final int ALL_MAX = 10_000;
  private static final long IDLE_MAX = Duration.ofMinutes(30).toNanos();
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
  }

  /**
   * Opens a form for a user.
   *
   * @throws BaltoroException {@link Problem#BUSY} if too many are open
   */
  Opened open(String user, Function<MessageStream, OpenForm> opening) {
    long ofUser = byId.values().stream().filter(opened -> opened.user.equals(user)).count();
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
    found.asked = System.nanoTime();
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
      if (System.nanoTime() - opened.asked > IDLE_MAX || opened.stream.hasOverflown()) {
        close(opened);
      }
    }
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    byId.values().forEach(this::close);
  }
}
