package org.baltoro.engine.mailbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.Value;

/** A child offers its parent all that it has; only what the parent keeps is stored with it. */
final class LargeValuesUsed {
  private LargeValuesUsed() {}

  static Map<String, String> of(Command command, Map<String, String> given, List<Fact> facts) {
    if (given.isEmpty() || !(command instanceof Command.HearChild)) {
      return given;
    }
    var hashes = new HashSet<String>();
    for (var fact : facts) {
      switch (fact) {
        case Fact.DataFieldsChanged f -> add(f.values().values(), hashes);
        case Fact.ChildReported f when f.data() != null ->
            add(f.data().dataFields().values(), hashes);
        case Fact.MessageSent f when f.message() instanceof Message.StartChild start ->
            add(start.dataFields().values(), hashes);
        default -> {}
      }
    }
    var used = new TreeMap<>(given);
    used.keySet().retainAll(hashes);
    return used;
  }

  private static void add(Collection<Value> values, Set<String> hashes) {
    for (var value : values) {
      if (value instanceof Value.LargeValue large) {
        hashes.add(large.sha256());
      }
    }
  }
}
