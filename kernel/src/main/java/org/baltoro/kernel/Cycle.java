package org.baltoro.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.kernel.definition.ProcessDefinition;

/** Names a loop of a definition. */
final class Cycle {
  private Cycle() {}

  /** The shortest way from {@code activity} back to itself, as {@code A -> B -> A}. */
  static String through(ProcessDefinition definition, String activity) {
    Map<String, String> cameFrom = new TreeMap<>();
    var open = new ArrayDeque<String>();
    open.add(activity);
    while (!open.isEmpty()) {
      var from = open.remove();
      for (var line : definition.activity(from).lines()) {
        if (line.to().equals(activity)) {
          return drawn(cameFrom, activity, from);
        }
        if (cameFrom.putIfAbsent(line.to(), from) == null) {
          open.add(line.to());
        }
      }
    }
    return activity;
  }

  private static String drawn(Map<String, String> cameFrom, String activity, String last) {
    var names = new ArrayList<String>();
    names.add(activity);
    for (String at = last; !at.equals(activity); at = cameFrom.getOrDefault(at, activity)) {
      names.add(at);
    }
    names.add(activity);
    Collections.reverse(names);
    return String.join(" -> ", names);
  }
}
