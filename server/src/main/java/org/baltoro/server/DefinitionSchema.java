package org.baltoro.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JSON Schema of definition files: {@code docs/definition.schema.json}, as it is packed. */
public final class DefinitionSchema {
  private static final String FILE = "definition.schema.json";

  private DefinitionSchema() {}

  public static String text() {
    try (var file = DefinitionSchema.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
