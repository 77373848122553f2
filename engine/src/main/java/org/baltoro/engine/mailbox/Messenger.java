package org.baltoro.engine.mailbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.api.BaltoroException;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Effect;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.Message.ChildNews;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.store.Store;
import org.baltoro.store.Store.StoredInstance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what instances say to each other, as commands of the receiver, and tells the sender once
 * that is durable. The sender keeps a message until then: one that is lost with this node is
 * delivered by another, and one that comes twice is taken once.
 */
public final class Messenger {
  private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LATER = Duration.ofMinutes(1);

  private final Store store;
  private final Mailboxes mailboxes;
  private final DefinitionRegistry definitions;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean ending;

  public Messenger(Store store, Mailboxes mailboxes, DefinitionRegistry definitions) {
    this.store = store;
    this.mailboxes = mailboxes;
    this.definitions = definitions;
  }

  /** True if nothing is being delivered. */
  public boolean isIdle() {
    return underWay.get() == 0;
  }

  /** From now on nothing is delivered: whoever opens the store next does that. */
  public void deliverNoMore() {
    ending = true;
  }

  /** Delivers a message, and returns at once. */
  public void deliver(StoredInstance sender, Effect.Deliver effect) {
    var outgoing = sender.state().outgoing().get(effect.message());
    if (outgoing == null || ending) {
      return;
    }
    underWay.incrementAndGet();
    Thread.ofVirtual()
        .name("baltoro-messenger-", 0)
        .start(() -> {
          try {
            deliver(sender.state(), effect.message(), outgoing.message());
          } finally {
            underWay.decrementAndGet();
          }
        });
  }

  private void deliver(ProcessState sender, int id, Message message) {
    underWay.incrementAndGet();
    posted(sender, message)
        .whenComplete((decided, failure) -> {
          try {
            if (failure == null) {
              delivered(
                  sender, id, decided instanceof Answer.Refused(var why) ? why.message() : null);
            } else if (!ending) {
              undeliverable(sender, id, message, cause(failure));
            }
          } finally {
            underWay.decrementAndGet();
          }
        });
  }

  /** Hands the message in; while the store is away it is tried again. */
  private CompletableFuture<Answer> posted(ProcessState sender, Message message) {
    while (true) {
      try {
        return post(sender, message);
      } catch (RuntimeException failure) {
        if (ending || !StoreTroubles.passes(failure)) {
          return CompletableFuture.failedFuture(failure);
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return CompletableFuture.failedFuture(interrupted);
      }
    }
  }

  private CompletableFuture<Answer> post(ProcessState sender, Message message) {
    return switch (message) {
      case Message.StartChild start -> start(sender, start);
      case Message.DeleteChild delete ->
          mailboxes.post(delete.child(), new Command.DeleteChild(delete.by()), Map.of());
      case Message.TellParent told -> tell(sender, told);
    };
  }

  private CompletableFuture<Answer> start(ProcessState sender, Message.StartChild start) {
    var row = definitions.process(start.process(), any -> true);
    var deployed = definitions.get(row.name(), row.defaultVersion());
    boolean runsAhead = deployed.definition().durability() == Durability.WAIT;
    if (runsAhead && mailboxes.read(start.child()) != null) {
      return CompletableFuture.completedFuture(new Answer.StartedBefore(start.child()));
    }
    return mailboxes.postStart(
        deployed,
        new Command.StartProcess(
            start.child(),
            start.originator(),
            start.folio(),
            start.priority(),
            start.dataFields(),
            null,
            start.parent()),
        largeValues(sender.instance(), start.dataFields()));
  }

  private CompletableFuture<Answer> tell(ProcessState child, Message.TellParent told) {
    boolean complete = told.news() == ChildNews.COMPLETED;
    var data =
        complete
            ? new Command.ChildData(
                child.folio(), child.originator(), child.priority(), child.dataFields())
            : null;
    return mailboxes.post(
        told.parent(),
        new Command.HearChild(told.item(), child.instance(), told.news(), told.detail(), data),
        complete ? largeValues(child.instance(), child.dataFields()) : Map.of());
  }

  /** The contents of large values: each instance has its own. */
  private Map<String, String> largeValues(long owner, Map<String, Value> values) {
    var contents = new HashMap<String, String>();
    for (var value : values.values()) {
      if (value instanceof Value.LargeValue large) {
        contents.put(large.sha256(), LargeContent.content(store, owner, large.sha256()));
      }
    }
    return contents;
  }

  private void delivered(ProcessState sender, int id, @Nullable String refused) {
    mailboxes.post(sender.instance(), new Command.MessageDelivered(id, refused), Map.of());
  }

  /**
   * A start that can't be delivered now is given up, and an end that can't be received is told
   * without its data. The rest is tried again: whatever is in the way, the receiver has to know.
   */
  private void undeliverable(ProcessState sender, int id, Message message, Throwable failure) {
    if (!(failure instanceof BaltoroException)) {
      LOG.atWarn()
          .addKeyValue("instance", sender.instance())
          .addKeyValue("receiver", message.receiver())
          .setCause(failure)
          .log("A message to another instance could not be delivered");
    }
    var why = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    switch (message) {
      case Message.StartChild start -> delivered(sender, id, why);
      case Message.TellParent told when told.news() == ChildNews.COMPLETED ->
          mailboxes
              .post(
                  told.parent(),
                  new Command.HearChild(
                      told.item(),
                      sender.instance(),
                      ChildNews.FAILED,
                      "It is complete, but its data can't be received: " + why,
                      null),
                  Map.of())
              .thenRun(() -> delivered(sender, id, null));
      case Message.TellParent told -> deliverLater(sender, id, told);
      case Message.DeleteChild delete -> deliverLater(sender, id, delete);
    }
  }

  private void deliverLater(ProcessState sender, int id, Message message) {
    Thread.ofVirtual()
        .name("baltoro-messenger-later-", 0)
        .start(() -> {
          try {
            Thread.sleep(LATER);
            if (!ending) {
              deliver(sender, id, message);
            }
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static Throwable cause(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause == null ? failure : cause;
  }
}
