package org.baltoro.kernel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one instance has to say to another. It is recorded in the sender, delivered until the
 * receiver has it durably, and may be delivered more than once: the receiver takes it once.
 */
public sealed interface Message {

  /** The instance that it is for. */
  long receiver();

  /**
   * Starts a child, in the default version that its process has by then.
   *
   * @param item the event that asks for it
   * @param attempt of the event: each has a child of its own
   * @param folio null: the child's own expression
   * @param dataFields of the child's process; whether it takes them is seen at its start
   * @param parent what the child is to know of the sender
   */
  record StartChild(
      int item,
      int attempt,
      long child,
      String process,
      String originator,
      @Nullable String folio,
      int priority,
      Map<String, Value> dataFields,
      ParentLink parent)
      implements Message {
    public StartChild {
      dataFields = Collections.unmodifiableMap(new TreeMap<>(dataFields));
    }

    @Override
    public long receiver() {
      return child;
    }
  }

  /** Deletes a child that nobody waits for any more, whatever it does. */
  record DeleteChild(long child, String by) implements Message {
    @Override
    public long receiver() {
      return child;
    }
  }

  /**
   * Tells the parent what became of its child. The data that goes with it is the child's, as it is
   * then.
   *
   * @param item the parent's event
   * @param detail who deleted it, or what its error is; "" when it completed
   */
  record TellParent(long parent, int item, ChildNews news, String detail) implements Message {
    @Override
    public long receiver() {
      return parent;
    }
  }

  /** What became of a child. */
  enum ChildNews {
    /** It is durably started. */
    STARTED,
    /** It could not be started. */
    REFUSED,
    COMPLETED,
    DELETED,
    /** A branch of it is in error. */
    FAILED
  }

  /**
   * A message on its way.
   *
   * @param id its number in the sender
   * @param node the epoch of the node that delivers it
   */
  record Outgoing(int id, Message message, long node) {}
}
