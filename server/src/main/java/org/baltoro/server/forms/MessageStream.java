package org.baltoro.server.forms;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.baltoro.forms.protocol.FormMessages;
import org.baltoro.forms.session.Outgoing;
import org.baltoro.forms.session.Page;
import org.jspecify.annotations.Nullable;

/**
 * What a page is told, numbered from 1. Messages are kept when they are sent, too: a page whose
 * line breaks asks for those after the last that it has. Of those that it was sent the newest are
 * kept, and of those that it was not sent very many, unless its user's forms keep too much
 * together.
 */
public final class MessageStream implements Page {
  private static final Bound SENT = new Bound(1_000, 1024 * 1024);
  private static final Bound UNSENT = new Bound(20_000, 16 * 1024 * 1024);
  private static final Bound CROWDED = new Bound(20_000, 1024 * 1024);

  private final UserForms ofUser;
  private final Deque<Message> kept = new ArrayDeque<>();
  private long characters;
  private long last;

  /** The number of the last that was sent. */
  private long sent;

  /** How long those are together that were sent and are kept. */
  private long sentCharacters;

  private long readers;
  private @Nullable String window;
  private boolean ended;
  private boolean counted = true;

  MessageStream(UserForms ofUser) {
    this.ofUser = ofUser;
  }

  /** A message as JSON. */
  public record Message(long number, String json) {}

  private record Bound(int messages, long characters) {}

  /** Messages that the page asks for are not kept any more: it has to open the form again. */
  public static final class Lost extends Exception {
    private static final long serialVersionUID = 1;

    Lost() {
      super("Messages are lost.");
    }
  }

  @Override
  public synchronized void tell(Outgoing message) {
    var next = new Message(last + 1, FormMessages.write(last + 1, message));
    last = next.number;
    kept.add(next);
    count(next.json.length());
    ended |= closesForm(message);
    trim();
    notifyAll();
  }

  /** The form's own window is the one that none has opened. */
  private boolean closesForm(Outgoing message) {
    if (message instanceof Outgoing.WindowOpened opened && opened.parent() == null) {
      window = opened.window();
    }
    return message instanceof Outgoing.WindowClosed closed && closed.window().equals(window);
  }

  private void trim() {
    while (!kept.isEmpty() && kept.getFirst().number <= sent && exceeds(SENT, sentKept())) {
      forgetFirst();
    }
    var bound = ofUser.isOver() ? CROWDED : UNSENT;
    while (kept.size() > 1 && exceeds(bound, kept.size() - sentKept())) {
      forgetFirst();
    }
  }

  private long sentKept() {
    return kept.isEmpty() ? 0 : Math.max(0, sent - kept.getFirst().number + 1);
  }

  private boolean exceeds(Bound bound, long messages) {
    long length = bound == SENT ? sentCharacters : characters - sentCharacters;
    return messages > bound.messages || length > bound.characters;
  }

  private void forgetFirst() {
    var first = kept.removeFirst();
    count(-first.json.length());
    if (first.number <= sent) {
      sentCharacters -= first.json.length();
    }
  }

  private void sent(long number) {
    for (var message : kept) {
      if (message.number > number) {
        break;
      }
      if (message.number > sent) {
        sentCharacters += message.json.length();
      }
    }
    sent = Math.max(sent, number);
    trim();
  }

  private void count(int change) {
    characters += change;
    if (counted) {
      ofUser.kept(change);
    }
  }

  /** Nothing more will come, and its user has others. */
  synchronized void end() {
    ended = true;
    if (counted) {
      ofUser.kept(-characters);
      counted = false;
    }
    notifyAll();
  }

  /** True if nothing will come but what is kept. */
  public synchronized boolean hasEnded() {
    return ended;
  }

  /** The number of the newest message; 0: there was none. */
  public synchronized long last() {
    return last;
  }

  /**
   * A page that has the messages up to this number begins to read. Who read before reads no more:
   * its line is broken, whether it knows it or not.
   */
  public synchronized Reader reader(long after) {
    sent(Math.min(after, last));
    readers++;
    notifyAll();
    return new Reader(readers, after);
  }

  /** Reads on and on. For one thread. */
  public final class Reader {
    private final long id;
    private long position;

    private Reader(long id, long position) {
      this.id = id;
      this.position = position;
    }

    /** True if nothing will come to this reader: all was read, or another reads on. */
    public boolean hasEnded() {
      synchronized (MessageStream.this) {
        return id != readers || ended && position >= last;
      }
    }

    /**
     * What comes next; waits for the first.
     *
     * @return none: the time is over, or nothing will come
     */
    public List<Message> next(Duration wait) throws InterruptedException, Lost {
      synchronized (MessageStream.this) {
        long end = System.nanoTime() + wait.toNanos();
        while (position >= last && !ended && id == readers) {
          long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
          if (left <= 0) {
            break;
          }
          MessageStream.this.wait(left);
        }
        return id == readers ? take() : List.of();
      }
    }

    private List<Message> take() throws Lost {
      if (position < last && (kept.isEmpty() || kept.getFirst().number > position + 1)) {
        throw new Lost();
      }
      var found = kept.stream().filter(message -> message.number > position).toList();
      if (!found.isEmpty()) {
        position = last;
        sent(last);
      }
      return found;
    }
  }
}
