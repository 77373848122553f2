package org.baltoro.server.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what {@code check} and {@code deploy} are given. */
final class DefinitionFile {
  private DefinitionFile() {}

  /**
   * The file's text.
   *
   * @throws UsageException if it can't be read
   */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new UsageException(
          "There is no file %s. 'baltoro new %s' writes one to begin from.".formatted(file, file));
    } catch (MalformedInputException notText) {
      throw new UsageException("%s is no UTF-8 text: save it as UTF-8.".formatted(file));
    } catch (IOException failure) {
      throw new UsageException("%s can't be read: %s.".formatted(file, failure.getMessage()));
    }
  }
}
