package org.baltoro.engine.mailbox;

import java.util.Collection;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Value;

/** About how many bytes of heap a state takes. */
final class Weight {
  private static final int STATE = 700;
  private static final int ENTRY = 160;

  private Weight() {}

  static int of(ProcessState state) {
    long bytes = STATE + 2L * state.folio().length() + values(state.dataFields().values());
    for (var activity : state.activities().values()) {
      bytes += ENTRY + values(activity.dataFields().values());
    }
    int entries =
        state.events().size()
            + state.joins().size()
            + state.pendingTimers().size()
            + state.outgoing().size()
            + state.awaiting().size();
    bytes += (long) ENTRY * entries;
    for (var event : state.events().values()) {
      if (event.kept() != null) {
        bytes += ENTRY + values(event.kept().changes().dataFields().values());
      }
      if (event.status() instanceof Status.ChildHeard heard && heard.report().data() != null) {
        bytes += values(heard.report().data().dataFields().values());
      }
    }
    for (var outgoing : state.outgoing().values()) {
      if (outgoing.message() instanceof Message.StartChild start) {
        bytes += values(start.dataFields().values());
      }
    }
    for (var failure : state.failures().values()) {
      var detail = failure.detail();
      bytes +=
          ENTRY + 2L * failure.message().length() + (detail == null ? 0 : 2L * detail.length());
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  private static long values(Collection<Value> values) {
    long bytes = 0;
    for (var value : values) {
      bytes +=
          ENTRY
              + switch (value) {
                case Value.StringValue(var text) -> 2L * text.length();
                case Value.BinaryValue(var base64) -> base64.length();
                case Value.JsonValue(var text) -> 2L * text.length();
                case Value.BooleanValue v -> 0;
                case Value.IntegerValue v -> 0;
                case Value.LongValue v -> 0;
                case Value.DecimalValue v -> 40;
                case Value.DoubleValue v -> 0;
                case Value.DateValue v -> 0;
                case Value.DateTimeValue v -> 0;
                case Value.LargeValue v -> 64;
                case Value.NoValue v -> 0;
              };
    }
    return bytes;
  }
}
