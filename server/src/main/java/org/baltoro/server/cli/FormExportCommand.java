package org.baltoro.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.baltoro.api.Connection;
import org.baltoro.client.ServerCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Write all services, SmartObjects, views and forms into a folder, as they were deployed.",
      "",
      "'baltoro form deploy FOLDER' takes them to another server. Needs the right Export."
    })
final class FormExportCommand extends ServerCommand {
  private static final Pattern ODD = Pattern.compile("[^\\p{L}\\p{N} ._-]+");

  @Parameters(paramLabel = "FOLDER", description = "Is made; files in it are overwritten.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Override
  int run(Connection connection) {
    var calls = ServerCalls.over(connection);
    var written = new ArrayList<String>();
    var taken = new HashSet<String>();
    for (var document : FormDocument.all(calls, null)) {
      var file = file(document, taken);
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

  /**
   * A file of its own for each document, also where case is not told apart. Each folder of the name
   * is one; what else a file's name should not have is written as in addresses: {@code %3F}.
   */
  private Path file(FormDocument document, Set<String> taken) {
    var parts = Arrays.stream(document.name().split("/", -1)).map(FormExportCommand::plain);
    var name = parts.collect(Collectors.joining("/"));
    var kind = "." + document.kind() + ".yaml";
    var free = name + kind;
    for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
      free = "%s~%d%s".formatted(name, number, kind);
    }
    return folder.resolve(free);
  }

  private static String plain(String part) {
    var plain = ODD.matcher(part).replaceAll(odd -> escaped(odd.group()));
    return plain.startsWith(".") ? "%2E" + plain.substring(1) : plain;
  }

  private static String escaped(String odd) {
    var escaped = new StringBuilder();
    for (byte each : odd.getBytes(StandardCharsets.UTF_8)) {
      escaped.append("%%%02X".formatted(each));
    }
    return escaped.toString();
  }
}
