package org.baltoro.forms.smartobject;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls that run in one go, in list order: one call into the layer. At the first that fails the
 * rest is not run, and the earlier stay done.
 *
 * @param atomic all or nothing: one transaction holds them, and a failure undoes the earlier
 */
public record Packet(List<Entry> entries, boolean atomic) {
  public Packet {
    entries = List.copyOf(entries);
  }

  public static Packet of(Entry... entries) {
    return new Packet(List.of(entries), false);
  }

  public static Packet atomic(Entry... entries) {
    return new Packet(List.of(entries), true);
  }

  /** A call that is known only when its turn comes, so that it may use what earlier ones gave. */
  @FunctionalInterface
  public interface Entry {

    /**
     * The call.
     *
     * @param earlier the results of the entries before, in list order
     * @throws SmartObjectException if it can't be made: the entry has failed
     */
    MethodCall call(List<Result> earlier);

    /** What it will call, if that is known before: an atomic packet is then refused at once. */
    default @Nullable MethodReference method() {
      return null;
    }

    /** An entry that needs nothing of the earlier. */
    static Entry of(MethodCall call) {
      return new Entry() {
        @Override
        public MethodCall call(List<Result> earlier) {
          return call;
        }

        @Override
        public MethodReference method() {
          return call.reference();
        }
      };
    }
  }
}
