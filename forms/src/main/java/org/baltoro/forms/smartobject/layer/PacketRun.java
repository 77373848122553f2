package org.baltoro.forms.smartobject.layer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.baltoro.forms.broker.AnswerBudget;
import org.baltoro.forms.broker.TransactionalResource;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.PacketResult;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectObserver;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/** Runs one packet: its entries in list order, up to the first that fails. */
final class PacketRun {
  private final SmartObjectLayer layer;
  private final SmartObjectObserver observer;
  private final InstantSource clock;
  private final Caller caller;
  private final Packet packet;
  private final LayerConfig config;
  private final AnswerBudget budget;
  private final List<Result> results = new ArrayList<>();
  private @Nullable OpenTransaction open;

  /** The entry under way; -1 before the first and after the last. */
  private int entry = -1;

  PacketRun(
      SmartObjectLayer layer,
      SmartObjectObserver observer,
      InstantSource clock,
      Caller caller,
      Packet packet,
      LayerConfig config) {
    this.layer = layer;
    this.observer = observer;
    this.clock = clock;
    this.caller = caller;
    this.packet = packet;
    this.config = config;
    this.budget = new AnswerBudget(config.answerBytesMax());
  }

  PacketResult run() {
    try {
      checkSize();
      if (packet.atomic()) {
        checkAtomic();
      }
      runEntries();
      if (open != null) {
        open.transaction().commit();
      }
      return new PacketResult(results, -1, null);
    } catch (SmartObjectException failure) {
      return new PacketResult(packet.atomic() ? List.of() : results, entry, failure);
    } finally {
      if (open != null) {
        open.transaction().close();
      }
    }
  }

  private void checkSize() {
    int size = packet.entries().size();
    if (size > config.packetEntriesMax()) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_CALL,
          "The packet was not begun: it has %,d entries; give %,d at most."
              .formatted(size, config.packetEntriesMax()));
    }
  }

  /** What is known before is refused before anything is done. */
  private void checkAtomic() {
    TransactionalResource common = null;
    for (int place = 0; place < packet.entries().size(); place++) {
      var method = packet.entries().get(place).method();
      if (method != null) {
        entry = place;
        common = shared(common, method);
      }
    }
    entry = -1;
  }

  /** The resource of an entry's method, which must be that of the entries before. */
  private TransactionalResource shared(
      @Nullable TransactionalResource common, MethodReference method) {
    var resource = layer.resource(method);
    if (resource == null) {
      throw notAtomic(
          "the services of '%s' %s".formatted(method, layer.whyNotTransactional(method)));
    }
    if (common != null && Resources.differ(common, resource)) {
      throw notAtomic("'%s' is kept somewhere else than what comes before it".formatted(method));
    }
    return resource;
  }

  private SmartObjectException notAtomic(String why) {
    return new SmartObjectException(
        SmartObjectProblem.NOT_TRANSACTIONAL,
        "The packet is atomic and nothing of it was done: entry %d can't be undone with the others, as %s."
            .formatted(entry + 1, why));
  }

  private void runEntries() {
    for (int place = 0; place < packet.entries().size(); place++) {
      entry = place;
      var call = call(packet.entries().get(place));
      if (packet.atomic()) {
        begin(call.reference());
      }
      results.add(runEntry(call));
    }
    entry = -1;
  }

  private MethodCall call(Packet.Entry resolved) {
    try {
      return resolved.call(Collections.unmodifiableList(results));
    } catch (SmartObjectException failure) {
      throw failure;
    } catch (RuntimeException unexpected) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_CALL,
          "Entry %d of the packet can't be made from what came before: %s"
              .formatted(entry + 1, unexpected.getMessage()),
          List.of(),
          unexpected);
    }
  }

  /** Begins the transaction with the first entry; a later one must be of the same resource. */
  private void begin(MethodReference method) {
    var resource = shared(open == null ? null : open.resource(), method);
    if (open == null) {
      open = new OpenTransaction(resource, resource.begin());
    }
  }

  private Result runEntry(MethodCall call) {
    var began = clock.instant();
    observer.entryStarted(caller, packet, entry, call);
    SmartObjectException failed = null;
    try {
      return layer.run(caller, call, open, budget);
    } catch (SmartObjectException failure) {
      failed = failure;
      throw failure;
    } finally {
      observer.entryEnded(caller, packet, entry, Duration.between(began, clock.instant()), failed);
    }
  }
}
