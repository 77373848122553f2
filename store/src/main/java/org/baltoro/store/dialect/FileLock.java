package org.baltoro.store.dialect;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.baltoro.store.StoreException;

/**
 * Keeps a SQLite file for one process: an exclusive lock of the operating system on {@code
 * <file>.lock}, which ends with the process, however it ends. The lock file stays.
 */
final class FileLock implements AutoCloseable {
  /**
   * Closing any channel of a file frees the whole process's lock, so a second one is never opened.
   */
  private static final Set<Path> HELD_HERE = new HashSet<>();

  private final Path lockFile;
  private final FileChannel channel;

  private FileLock(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * @param file the database's real path
   * @throws StoreException LOCKED if it is in use, UNUSABLE if the lock file can't be made
   */
  static FileLock take(Path file) {
    var lockFile = file.resolveSibling(file.getFileName() + ".lock");
    synchronized (HELD_HERE) {
      if (HELD_HERE.contains(lockFile)) {
        throw inUse(file, "by this very process");
      }
      try {
        var channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
          channel.close();
          throw inUse(file, "by another process");
        }
        HELD_HERE.add(lockFile);
        return new FileLock(lockFile, channel);
      } catch (IOException failure) {
        throw new StoreException(
            StoreException.Kind.UNUSABLE,
            "The store %s can't be locked: %s. The folder must be there and writable."
                .formatted(file, failure),
            failure);
      }
    }
  }

  private static StoreException inUse(Path file, String who) {
    return new StoreException(
        StoreException.Kind.LOCKED,
        "The store %s is in use %s (%s.lock is held). Stop that one, or use another file."
            .formatted(file, who, file.getFileName()),
        null);
  }

  /** The path without links, so that one file has one lock. */
  static Path realPath(Path file) {
    var absolute = file.toAbsolutePath().normalize();
    try {
      if (Files.exists(absolute)) {
        return absolute.toRealPath();
      }
      var folder = absolute.getParent();
      var name = absolute.getFileName();
      if (folder == null || name == null || !Files.isDirectory(folder)) {
        throw new StoreException(
            StoreException.Kind.UNUSABLE,
            "The store %s can't be made: its folder is not there. Make the folder first."
                .formatted(absolute),
            null);
      }
      return folder.toRealPath().resolve(name);
    } catch (IOException failure) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE,
          "The store %s can't be opened: %s.".formatted(absolute, failure),
          failure);
    }
  }

  @Override
  public void close() {
    synchronized (HELD_HERE) {
      try {
        channel.close();
      } catch (IOException ignored) {
        // The lock ends with the process at the latest.
      } finally {
        HELD_HERE.remove(lockFile);
      }
    }
  }
}
