package org.baltoro.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Messages to other instances: recorded with the decision that sends them, and kept in the state
 * until the receiver has them. Those for one receiver go one after another.
 */
final class Messages {
  private Messages() {}

  /** Those to be delivered now: the first for each receiver. */
  static List<Effect> due(ProcessState state) {
    if (state.outgoing().isEmpty()) {
      return List.of();
    }
    var due = new ArrayList<Effect>();
    var receivers = new TreeSet<Long>();
    for (var outgoing : state.outgoing().values()) {
      if (receivers.add(outgoing.message().receiver())) {
        due.add(new Effect.Deliver(outgoing.id(), outgoing.node()));
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
