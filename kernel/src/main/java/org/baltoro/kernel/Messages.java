package org.baltoro.kernel;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Messages to other instances: recorded with the decision that sends them, and kept in the state
 * until the receiver has them. Those for one receiver go one after another.
 */
final class Messages {
  private Messages() {}

  /** Those to be delivered now, by number: the first for each receiver. */
  static SortedMap<Integer, Effect.Deliver> due(ProcessState state) {
    var due = new TreeMap<Integer, Effect.Deliver>();
    var receivers = new TreeSet<Long>();
    for (var outgoing : state.outgoing().values()) {
      if (receivers.add(outgoing.message().receiver())) {
        due.put(outgoing.id(), new Effect.Deliver(outgoing.id(), outgoing.node()));
      }
    }
    return due;
  }

  static void send(Draft draft, Message message) {
    draft.emit(new Fact.MessageSent(draft.nextId(), message, draft.node(), draft.now()));
  }

  static void takeOver(Draft draft, long deadNode) {
    for (var outgoing : List.copyOf(draft.state.outgoing().values())) {
      if (outgoing.node() == deadNode) {
        draft.emit(new Fact.MessageTakenOver(outgoing.id(), draft.node(), draft.now()));
      }
    }
  }

  static Verdict delivered(Draft draft, Command.MessageDelivered delivered) {
    var outgoing = draft.state.outgoing().get(delivered.message());
    if (outgoing == null) {
      return draft.done();
    }
    draft.emit(new Fact.MessageDelivered(outgoing.id(), delivered.refused(), draft.now()));
    if (outgoing.message() instanceof Message.StartChild start) {
      SubProcesses.started(draft, start, delivered.refused());
      Flow.settle(draft);
    }
    return draft.done();
  }
}
