package org.baltoro.server.forms;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.baltoro.forms.protocol.FormMessages;
import org.baltoro.forms.session.Outgoing;
import org.baltoro.forms.session.Page;
import org.jspecify.annotations.Nullable;

/**
 * What a page is told, numbered from 1, kept until the page says up to where it has it: so a page
 * whose line breaks goes on where it was.
 */
public final class MessageStream implements Page {
  private static final int KEPT_MAX = 20_000;
  private static final int CHARACTERS_MAX = 16 * 1024 * 1024;

  private final Deque<Message> kept = new ArrayDeque<>();
  private long characters;
  private long last;
  private @Nullable String window;
  private boolean overflown;
  private boolean ended;

  /** A message as JSON. */
  public record Message(long number, String json) {}

  @Override
  public synchronized void tell(Outgoing message) {
    if (overflown) {
      return;
    }
    keep(new Message(++last, FormMessages.write(last, message)));
    ended |= closesForm(message);
    notifyAll();
  }

  private void keep(Message message) {
    kept.add(message);
    characters += message.json.length();
    if (kept.size() > KEPT_MAX || characters > CHARACTERS_MAX) {
      overflown = true;
      kept.clear();
    }
  }

  /** The form's own window is the first that is opened. */
  private boolean closesForm(Outgoing message) {
    if (window == null && message instanceof Outgoing.WindowOpened opened) {
      window = opened.window();
    }
    return message instanceof Outgoing.WindowClosed closed && closed.window().equals(window);
  }

  /** Nothing more will come. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** True if a page has not read for so long that messages are lost: it has to open anew. */
  public synchronized boolean hasOverflown() {
    return overflown;
  }

  /** True if nothing will come but what is kept. */
  public synchronized boolean hasEnded() {
    return ended || overflown;
  }

  /**
   * The messages after this number; those up to it are forgotten. Waits for the first.
   *
   * @return none: the time is over, or the form is closed
   */
  public synchronized List<Message> after(long number, Duration wait) throws InterruptedException {
    while (!kept.isEmpty() && kept.getFirst().number <= number) {
      characters -= kept.removeFirst().json.length();
    }
    long end = System.nanoTime() + wait.toNanos();
    while (kept.isEmpty() && !hasEnded()) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        return List.of();
      }
      wait(left);
    }
    return new ArrayList<>(kept);
  }
}
