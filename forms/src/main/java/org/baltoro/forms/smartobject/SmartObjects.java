package org.baltoro.forms.smartobject;

import java.util.Collection;

/**
 * The one way into SmartObjects. May be shared by threads.
 *
 * <p>The calls are counted here: see {@link SmartObjectObserver}.
 */
public interface SmartObjects {

  /**
   * Executes one call.
   *
   * @throws SmartObjectException if it fails
   */
  Result execute(Caller caller, MethodCall call);

  /** Executes a packet; a failure is in the result. */
  PacketResult execute(Caller caller, Packet packet);

  /** Whether one transaction can hold calls of all these methods. */
  boolean canBeAtomic(Collection<MethodReference> methods);
}
