package org.baltoro.bench.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The BPMN that the peers run: the same text for each, but for the words that are an engine's own.
 *
 * @param namespace of its attributes
 * @param async the attribute that makes a task a job of its own
 */
public record Bpmn(String namespace, String async) {

  /** A process by the name of its file, which is its id, too. */
  public String text(String process) {
    try (var file = Bpmn.class.getResourceAsStream("/bpmn/" + process + ".bpmn")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("@NAMESPACE@", namespace).replace("@ASYNC@", async);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
