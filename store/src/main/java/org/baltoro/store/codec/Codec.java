package org.baltoro.store.codec;

import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.StoreException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes states and facts as text and reads them again, exactly: also the scale of decimals, the
 * nanoseconds of times, and characters that are no Unicode.
 *
 * <p>Text form: one letter for the format ({@code j}: JSON), a number for the version of its
 * schema, then the content: {@code j1{"i":1024,…}}. A property that has its usual value (null, 0,
 * false, empty) is left out; in a fact of the second schema, what is as in the fact before. What a
 * released version wrote stays readable for ever; another schema is another number.
 */
public final class Codec {
  private static final String FIRST = "j1";

  /** Of facts: what is as in the fact before is left out. */
  private static final String SECOND = "j2";

  private static final JsonFactory JSON = JsonFactory.builder().build();

  private Codec() {}

  public static String encode(ProcessState state) {
    return write(FIRST, 1_024, json -> StateWriter.write(json, state));
  }

  public static String encode(List<Fact> facts) {
    return write(
        SECOND,
        512,
        json -> {
          json.writeStartArray();
          var writer = new FactWriter();
          for (var fact : facts) {
            writer.write(json, fact);
          }
          json.writeEndArray();
        });
  }

  /**
   * @throws StoreException {@link StoreException.Kind#UNUSABLE} if this version can't read the text
   */
  public static ProcessState decodeState(String text) {
    return read(text, FIRST, StateReader::read);
  }

  /**
   * @throws StoreException {@link StoreException.Kind#UNUSABLE} if this version can't read the text
   */
  public static List<Fact> decodeFacts(String text) {
    return text.startsWith(FIRST)
        ? read(text, FIRST, FactReader::readAllOfFirstSchema)
        : read(text, SECOND, FactReader::readAll);
  }

  private static String write(String format, int size, Consumer<JsonGenerator> content) {
    var text = new StringWriter(size);
    text.write(format);
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      content.accept(json);
    }
    return Surrogates.escapeLone(text.getBuffer());
  }

  /**
   * @param format the newest that is known
   */
  private static <T> T read(String text, String format, Function<JsonParser, T> content) {
    if (!text.startsWith(format)) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE,
          "The store holds content of the format '%s', and this version reads up to '%s'. It was"
                  .formatted(text.substring(0, Math.min(2, text.length())), format)
              + " written by a newer version: use that one.",
          null);
    }
    var characters = text.toCharArray();
    int from = format.length();
    try (var json =
        JSON.createParser(ObjectReadContext.empty(), characters, from, characters.length - from)) {
      json.nextToken();
      return content.apply(json);
    } catch (JacksonException | IllegalArgumentException broken) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE,
          "The store holds content that can't be read: %s. It was changed from outside, or the"
                  .formatted(broken.getMessage())
              + " disk is broken: take the backup.",
          broken);
    }
  }
}
