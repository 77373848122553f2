package org.baltoro.forms.smartobject.layer;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Bounds of the layer.
 *
 * @param rowsMax rows of a list that is not asked for by page; 1 to 1,000,000, default 1,000
 * @param rowsReadMax rows read from a source for filtering, sorting or paging here; 1 to 1,000,000,
 *     default 10,000
 * @param packetEntriesMax 1 to 100,000, default 10,000
 * @param fileBytesMax of one file; 1 to 1 GB, default 50 MB
 * @param answerBytesMax of all values in the answer to a call or a packet, where a character is one
 *     byte; 1 to 2 GB, default 64 MB
 * @param zone of {@code TODAY}; default UTC
 */
public record LayerConfig(
    int rowsMax,
    int rowsReadMax,
    int packetEntriesMax,
    int fileBytesMax,
    int answerBytesMax,
    ZoneId zone) {
  public static final LayerConfig DEFAULTS =
      new LayerConfig(1_000, 10_000, 10_000, 50_000_000, 64 << 20, ZoneOffset.UTC);

  public LayerConfig {
    check("rowsMax", rowsMax, 1_000_000);
    check("rowsReadMax", rowsReadMax, 1_000_000);
    check("packetEntriesMax", packetEntriesMax, 100_000);
    check("fileBytesMax", fileBytesMax, 1_000_000_000);
    check("answerBytesMax", answerBytesMax, 2_000_000_000);
  }

  public LayerConfig withRowsMax(int rows) {
    return new LayerConfig(rows, rowsReadMax, packetEntriesMax, fileBytesMax, answerBytesMax, zone);
  }

  public LayerConfig withRowsReadMax(int rows) {
    return new LayerConfig(rowsMax, rows, packetEntriesMax, fileBytesMax, answerBytesMax, zone);
  }

  public LayerConfig withAnswerBytesMax(int bytes) {
    return new LayerConfig(rowsMax, rowsReadMax, packetEntriesMax, fileBytesMax, bytes, zone);
  }

  public LayerConfig withZone(ZoneId other) {
    return new LayerConfig(
        rowsMax, rowsReadMax, packetEntriesMax, fileBytesMax, answerBytesMax, other);
  }

  private static void check(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException("%s is %d: give 1 to %d.".formatted(name, value, max));
    }
  }
}
