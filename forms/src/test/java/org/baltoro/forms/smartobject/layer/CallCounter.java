package org.baltoro.forms.smartobject.layer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.PacketResult;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectObserver;
import org.jspecify.annotations.Nullable;

/** Counts calls and packets: what comes into the layer. */
public final class CallCounter implements SmartObjectObserver {
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong packets = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicLong inFlightMax = new AtomicLong();

  @Override
  public void callStarted(Caller caller, MethodCall call) {
    calls.incrementAndGet();
    enter();
  }

  @Override
  public void callEnded(
      Caller caller, MethodCall call, Duration took, @Nullable SmartObjectException failure) {
    inFlight.decrementAndGet();
  }

  @Override
  public void packetStarted(Caller caller, Packet packet) {
    packets.incrementAndGet();
    enter();
  }

  @Override
  public void packetEnded(Caller caller, Packet packet, Duration took, PacketResult result) {
    inFlight.decrementAndGet();
  }

  @Override
  public void entryStarted(Caller caller, Packet packet, int entry, MethodCall call) {
    entries.incrementAndGet();
  }

  private void enter() {
    long now = inFlight.incrementAndGet();
    inFlightMax.accumulateAndGet(now, Math::max);
  }

  /** Calls by themselves. */
  public long calls() {
    return calls.get();
  }

  public long packets() {
    return packets.get();
  }

  /** Entries of packets that were begun. */
  public long entries() {
    return entries.get();
  }

  /** Calls and packets under way. */
  public long inFlight() {
    return inFlight.get();
  }

  /** The most that were under way at once. */
  public long inFlightMax() {
    return inFlightMax.get();
  }
}
