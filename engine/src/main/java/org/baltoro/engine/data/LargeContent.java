package org.baltoro.engine.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.store.Store;

/**
 * Values over 16 KB lie beside the state, under their hash, and are loaded when asked for: so a
 * large document costs nothing in the commits that don't touch it.
 */
public final class LargeContent {
  /** Characters from which a value is kept beside the state. */
  public static final int FROM_CHARACTERS = 16_384;

  private LargeContent() {}

  /**
   * Values with the large ones replaced by references.
   *
   * @param contents of the large values, by hash
   */
  public record Split(Map<String, Value> values, Map<String, String> contents) {}

  public static Split split(Map<String, Value> values) {
    if (values.values().stream().noneMatch(value -> text(value).length() > FROM_CHARACTERS)) {
      return new Split(values, Map.of());
    }
    var small = new TreeMap<String, Value>();
    var contents = new LinkedHashMap<String, String>();
    values.forEach((name, value) -> {
      var text = text(value);
      if (text.length() <= FROM_CHARACTERS) {
        small.put(name, value);
        return;
      }
      var sha256 = sha256(text);
      contents.put(sha256, text);
      small.put(name, new Value.LargeValue(type(value), sha256, text.length()));
    });
    return new Split(small, contents);
  }

  /** The value itself, loaded if it is a reference. */
  public static Value whole(Store store, long instance, Value value) {
    if (!(value instanceof Value.LargeValue large)) {
      return value;
    }
    var content = content(store, instance, large.sha256());
    return switch (large.type()) {
      case STRING -> new Value.StringValue(content);
      case BINARY -> new Value.BinaryValue(content);
      case JSON -> new Value.JsonValue(content);
      case BOOLEAN, INTEGER, LONG, DECIMAL, DOUBLE, DATE, DATETIME ->
          throw new IllegalStateException("A %s is never large.".formatted(large.type()));
    };
  }

  /** The content with this hash. */
  public static String content(Store store, long instance, String sha256) {
    var content = store.largeValue(instance, sha256);
    if (content == null) {
      throw new IllegalStateException(
          "The store has lost the content %s of instance %d.".formatted(sha256, instance));
    }
    return content;
  }

  /** SHA-256 in hexadecimal. */
  public static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.StringValue(var text) -> text;
      case Value.BinaryValue(var base64) -> base64;
      case Value.JsonValue(var json) -> json;
      case Value.BooleanValue v -> "";
      case Value.IntegerValue v -> "";
      case Value.LongValue v -> "";
      case Value.DecimalValue v -> "";
      case Value.DoubleValue v -> "";
      case Value.DateValue v -> "";
      case Value.DateTimeValue v -> "";
      case Value.LargeValue v -> "";
      case Value.NoValue v -> "";
    };
  }

  private static DataType type(Value value) {
    for (var type : new DataType[] {DataType.STRING, DataType.BINARY, DataType.JSON}) {
      if (value.is(type)) {
        return type;
      }
    }
    throw new IllegalStateException("never large: " + value);
  }
}
