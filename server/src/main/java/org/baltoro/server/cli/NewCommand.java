package org.baltoro.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = "Write a small process definition, with comments, to begin from.")
final class NewCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file to write, for example hello.yaml.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--process",
      paramLabel = "NAME",
      description = "The full name, folder and name; else made from the file's name.")
  private @Nullable String process;

  @Override
  public Integer call() {
    var name = process != null ? process : "Examples/" + title(file.getFileName().toString());
    try {
      Files.writeString(file, starter(name), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException exists) {
      throw new UsageException(
          "%s is there already, and would be overwritten: give another name.".formatted(file));
    } catch (NoSuchFileException noFolder) {
      throw new UsageException(
          "%s can't be written: there is no such folder. Make it first.".formatted(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    var out = ((Baltoro) spec.root().userObject()).terminal().out();
    out.printf("Wrote %s: process '%s'.%n", file, name);
    out.printf("Next: baltoro check %s%n", file);
    return ExitCode.OK;
  }

  private String starter(String name) {
    try (var template = NewCommand.class.getResourceAsStream("starter.yaml")) {
      if (template == null) {
        throw new IllegalStateException("starter.yaml is not in this jar: it was packed wrongly.");
      }
      return new String(template.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .replace("FILE", file.toString())
          .replace("PROCESS", name);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** {@code leave-request.yaml} becomes {@code Leave Request}. */
  private static String title(String fileName) {
    var title = new StringBuilder();
    for (var word : fileName.replaceFirst("\\.ya?ml$", "").split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        title
            .append(title.isEmpty() ? "" : " ")
            .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
            .append(word.substring(1));
      }
    }
    return title.isEmpty() ? "New Process" : title.toString();
  }
}
