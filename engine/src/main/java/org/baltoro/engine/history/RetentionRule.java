package org.baltoro.engine.history;

import java.time.Duration;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/**
 * How long the finished instances of a process are kept: as its default version says, else as the
 * server does.
 *
 * @param after null: for ever
 * @param saidBy {@code definition}, {@code server} or {@code default}
 */
record RetentionRule(@Nullable Duration after, boolean archive, String saidBy) {

  static RetentionRule of(ProcessDefinition definition, RetentionSettings server) {
    var own = definition.retention();
    if (own == null) {
      return new RetentionRule(
          server.after(), server.archive(), server.after() == null ? "default" : "server");
    }
    return new RetentionRule(
        own.after(), own.archive() == null ? server.archive() : own.archive(), "definition");
  }
}
