package org.baltoro.forms.smartobject;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is told what the layer does, on the thread that does it: for counting and measuring. Must not
 * throw nor block.
 */
public interface SmartObjectObserver {

  /** A call by itself begins; the entries of packets are none. */
  default void callStarted(Caller caller, MethodCall call) {}

  /**
   * The call has ended.
   *
   * @param failure null if it succeeded
   */
  default void callEnded(
      Caller caller, MethodCall call, Duration took, @Nullable SmartObjectException failure) {}

  default void packetStarted(Caller caller, Packet packet) {}

  default void packetEnded(Caller caller, Packet packet, Duration took, PacketResult result) {}

  /** An entry of a packet has its call. */
  default void entryStarted(Caller caller, Packet packet, int entry, MethodCall call) {}

  /**
   * The entry has ended.
   *
   * @param failure null if it succeeded
   */
  default void entryEnded(
      Caller caller,
      Packet packet,
      int entry,
      Duration took,
      @Nullable SmartObjectException failure) {}
}
