package org.baltoro.engine.connection;

import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.Message.ChildNews;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.jspecify.annotations.Nullable;

/** Parents and children, as people read of them. */
final class FamilyText {
  private FamilyText() {}

  /** Who started it, as a sentence to go on with; "" if no other instance did. */
  static String parent(ProcessState state) {
    var parent = state.parent();
    if (parent == null) {
      return "";
    }
    return " It was started by process instance %d (%s)%s."
        .formatted(
            parent.instance(),
            new SerialNumber(parent.instance(), parent.item()),
            parent.awaitsEnd() ? ", which waits for it" : "");
  }

  /** What an event waits for: the child's start or its end. */
  static String awaited(ProcessState state, long child, String event) {
    for (var outgoing : state.outgoing().values()) {
      if (outgoing.message() instanceof Message.StartChild start && start.child() == child) {
        return "the start of '%s' (process instance %d) for %s"
            .formatted(start.process(), child, event);
      }
    }
    return "the end of process instance %d, which %s has started".formatted(child, event);
  }

  /** What became of a child, as in {@code process instance 7 has completed}. */
  static String word(ChildNews news) {
    return switch (news) {
      case STARTED -> "has started";
      case REFUSED -> "was not started";
      case COMPLETED -> "has completed";
      case DELETED -> "was deleted";
      case FAILED -> "is in error";
    };
  }

  /** What is said to another instance, as the journal has it. */
  static String sent(Message message) {
    return switch (message) {
      case Message.StartChild m ->
          "'%s' is to be started, as process instance %d".formatted(m.process(), m.child());
      case Message.DeleteChild m ->
          "Process instance %d is to be deleted: nobody waits for it any more".formatted(m.child());
      case Message.TellParent m ->
          "Process instance %d is to hear that this one %s".formatted(m.parent(), word(m.news()));
    };
  }

  /**
   * That it has arrived.
   *
   * @param message null if the journal does not say which
   */
  static String delivered(Fact.MessageDelivered fact, @Nullable Message message) {
    return switch (message) {
      case null -> "Message %d has arrived".formatted(fact.id());
      case Message.StartChild m when fact.refused() != null ->
          "Process instance %d was not started: %s".formatted(m.child(), fact.refused());
      case Message.StartChild m -> "Process instance %d has started".formatted(m.child());
      case Message.DeleteChild m -> "Process instance %d is deleted".formatted(m.child());
      case Message.TellParent m -> "Process instance %d has heard it".formatted(m.parent());
    };
  }

  /** What an event has heard of its child. */
  static String heard(String event, Fact.ChildReported fact) {
    return "%s: process instance %d %s%s"
        .formatted(
            event,
            fact.child(),
            word(fact.news()),
            fact.detail().isEmpty()
                ? ""
                : (fact.news() == ChildNews.DELETED ? " by " : ": ") + fact.detail());
  }
}
