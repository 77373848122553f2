package org.baltoro.engine.history;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.baltoro.store.History.Purge;

/**
 * Writes instances to files before they are deleted: a file for each day on which they ended, and
 * each node, of lines of JSON, compressed. What this has returned from is on the disk.
 *
 * <p>A batch is appended as a gzip member of its own. Where it can't be known whether the deletion
 * that follows took place, the batch stays, and may come once more: an archive has every instance
 * at least once, and of equal lines one is enough.
 */
final class ArchiveWriter {
  private final Path folder;
  private final long node;
  private final Map<Path, Long> lengths = new LinkedHashMap<>();

  /**
   * @param node writes files of its own, as two nodes may share the folder
   */
  ArchiveWriter(Path folder, long node) {
    this.folder = folder;
    this.node = node;
  }

  /** Appends the instances to the files of their days. */
  void append(List<Purge> instances, ArchiveLine lines) {
    lengths.clear();
    var byDay = new LinkedHashMap<LocalDate, List<Purge>>();
    for (var instance : instances) {
      var day =
          LocalDate.ofInstant(
              Instant.ofEpochMilli(instance.expired().finishedAtMillis()), ZoneOffset.UTC);
      byDay.computeIfAbsent(day, unseen -> new ArrayList<>()).add(instance);
    }
    try {
      Files.createDirectories(folder);
      for (var day : byDay.entrySet()) {
        append(file(day.getKey()), day.getValue(), lines);
      }
    } catch (RuntimeException unreadable) {
      undo();
      throw unreadable;
    } catch (IOException failure) {
      undo();
      throw new UncheckedIOException(
          "The archive in %s can't be written: %s. Nothing was deleted."
              .formatted(folder, failure.getMessage()),
          failure);
    }
  }

  /** Takes back what was appended last: its deletion did not take place. */
  void undo() {
    lengths.forEach((file, length) -> {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(length);
        channel.force(true);
      } catch (IOException stays) {
        // Then it is there twice, which does no harm.
      }
    });
    lengths.clear();
  }

  private Path file(LocalDate day) {
    return folder.resolve("%s.node-%d.jsonl.gz".formatted(day, node));
  }

  private void append(Path file, List<Purge> instances, ArchiveLine lines) throws IOException {
    boolean made = !Files.exists(file);
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.position(channel.size());
      lengths.put(file, channel.size());
      // Closing the stream would close the channel, which is still to be flushed to the disk.
      var zipped =
          new GZIPOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)), 65_536);
      for (var instance : instances) {
        lines.write(instance, zipped);
        zipped.write('\n');
      }
      zipped.finish();
      zipped.flush();
      channel.force(true);
    }
    if (made) {
      flushFolder();
    }
  }

  /** A new name is durable when its folder is; not every system lets a folder be opened. */
  private void flushFolder() {
    try (var entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException notHere) {
      // The system does it by itself, or can't.
    }
  }
}
