package org.baltoro.server.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.baltoro.forms.library.Kind;

/** Reads what is checked and deployed. */
final class DefinitionFile {
  private static final Pattern KEY = Pattern.compile("['\"]?([A-Za-z]+)['\"]?\\s*:.*");

  private DefinitionFile() {}

  /**
   * The file's text.
   *
   * @throws UsageException if it can't be read, or is empty
   */
  static String read(Path file) {
    try {
      var source = Files.readString(file);
      if (source.isBlank()) {
        throw new UsageException("%s is empty.".formatted(file));
      }
      return source;
    } catch (NoSuchFileException missing) {
      throw new UsageException("There is no file %s.".formatted(file));
    } catch (MalformedInputException notText) {
      throw new UsageException("%s is no UTF-8 text: save it as UTF-8.".formatted(file));
    } catch (IOException failure) {
      throw new UsageException("%s can't be read: %s.".formatted(file, failure.getMessage()));
    }
  }

  /**
   * The text of a process's file.
   *
   * @throws UsageException if it can't be read, or is a document of forms
   */
  static String readProcess(Path file) {
    if (!Files.exists(file)) {
      throw new UsageException(
          "There is no file %s. 'baltoro new %s' writes one to begin from.".formatted(file, file));
    }
    var source = read(file);
    firstKey(source)
        .flatMap(Kind::ofKey)
        .ifPresent(kind -> {
          throw new UsageException(
              "%s begins with '%s:', and no process does: 'baltoro form check' and 'baltoro form"
                      .formatted(file, kind.key())
                  + " deploy' take it.");
        });
    return source;
  }

  /** Which says what a file is. */
  static Optional<String> firstKey(String source) {
    return source
        .lines()
        .map(KEY::matcher)
        .filter(key -> key.matches())
        .findFirst()
        .map(key -> key.group(1));
  }
}
