package org.baltoro.forms.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a packet ended.
 *
 * @param done of the actions whose effects stay, in list order
 * @param failure null: all was done
 */
public record PacketOutcome(List<ActionOutcome> done, @Nullable RuleError failure) {
  public PacketOutcome {
    done = List.copyOf(done);
  }
}
