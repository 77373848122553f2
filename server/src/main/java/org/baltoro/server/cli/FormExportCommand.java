package org.baltoro.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import org.baltoro.api.Connection;
import org.baltoro.client.ServerCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Write all SmartObjects, views and forms into a folder, as they were deployed.",
      "",
      "'baltoro form deploy FOLDER' takes them to another server. Needs the right Export."
    })
final class FormExportCommand extends ServerCommand {
  @Parameters(paramLabel = "FOLDER", description = "Is made; files in it are overwritten.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Override
  int run(Connection connection) {
    var calls = ServerCalls.over(connection);
    var written = new ArrayList<String>();
    for (var document : FormDocument.all(calls, null)) {
      var file = file(document);
      try {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, document.source(calls, null));
      } catch (IOException failure) {
        throw new UsageException("%s can't be written: %s.".formatted(file, failure.getMessage()));
      }
      written.add(file.toString());
    }
    if (json()) {
      printJson(written);
    } else {
      written.forEach(file -> print("%s", file));
    }
    return ExitCode.OK;
  }

  /** Each folder of the name is one; what else a file's name should not have becomes a dash. */
  private Path file(FormDocument document) {
    var file = folder;
    for (var part : (document.name() + "." + document.kind() + ".yaml").split("/", -1)) {
      var plain = part.replaceAll("[^\\p{L}\\p{N} ._-]", "-");
      file = file.resolve(plain.startsWith(".") ? "-" + plain : plain);
    }
    return file;
  }
}
