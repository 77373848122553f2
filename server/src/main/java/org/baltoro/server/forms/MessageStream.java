package org.baltoro.server.forms;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.baltoro.forms.protocol.FormMessages;
import org.baltoro.forms.session.Outgoing;
import org.baltoro.forms.session.Page;

/**
 * What a page is told, numbered from 1, kept until the page says up to where it has it: so a page
 * whose line breaks goes on where it was.
 */
public final class MessageStream implements Page {
  private static final int KEPT_MAX = 20_000;

  private final Deque<Message> kept = new ArrayDeque<>();
  private long last;
  private boolean overflown;
  private boolean ended;

  /** A message as JSON. */
  public record Message(long number, String json) {}

  @Override
  public synchronized void tell(Outgoing message) {
    if (overflown) {
      return;
    }
    if (kept.size() >= KEPT_MAX) {
      overflown = true;
      kept.clear();
    } else {
      kept.add(new Message(++last, FormMessages.write(last, message)));
    }
    notifyAll();
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
      kept.removeFirst();
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
