package org.baltoro.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Connection;
import org.baltoro.client.ServerCalls;
import org.baltoro.forms.protocol.JsonFaults;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "edit",
    description = {
      "Edit a rule in the file of a view or form: move actions and blocks, change the words in"
          + " front of them.",
      "",
      "'--do \"changeWord action=save/1/1/2 word=and\"': the edits of docs/rules.md, all or none."
          + " Parts of rules are named by their ids. A part that is new is JSON, as in"
          + " 'appendAction action={\"message\": \"Saved.\"}'. The file is written anew, without"
          + " its notes behind #. Nothing is deployed. Needs the right Export."
    })
final class FormEditCommand extends ServerCommand {
  private static final String NEXT_NAME = "\\s+(?=[a-z]+=)";

  @Parameters(paramLabel = "FILE", description = "Of a view or form.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(names = "--rule", required = true, paramLabel = "RULE", description = "The rule's id.")
  @SuppressWarnings("NullAway.Init")
  private String rule;

  @Option(
      names = "--do",
      required = true,
      paramLabel = "EDIT",
      description = "As in 'moveActionUp action=ID'. Repeat for more.")
  private List<String> edits = new ArrayList<>();

  @Override
  int run(Connection connection) {
    var request =
        Json.object(
            "source", DefinitionFile.read(file),
            "edits", edits.stream().map(this::edit).toList());
    var answer =
        ServerCalls.over(connection).postJson(FormDocument.ROUTE + "/edit", Json.text(request));
    write(String.valueOf(answer.get("source")));
    if (json()) {
      printJson(answer);
      return ExitCode.OK;
    }
    ServerCalls.problems(answer, "problems").forEach(problem -> print("%s", problem));
    if (answer.get("changes") instanceof List<?> changes
        && changes.getLast() instanceof Map<?, ?> last
        && last.get("after") instanceof List<?> blocks) {
      blocks.forEach(this::print);
    }
    return ExitCode.OK;
  }

  /**
   * {@code moveActionUp action=ID comment=any words}: a value goes on until the next name, and an
   * object until the end.
   */
  private Map<String, @Nullable Object> edit(String text) {
    var edit = new LinkedHashMap<String, @Nullable Object>();
    int object = text.indexOf("={");
    var words = (object < 0 ? text : text.substring(0, object + 1)).strip().split(NEXT_NAME, -1);
    edit.put("edit", words[0]);
    edit.put("rule", rule);
    for (int place = 1; place < words.length; place++) {
      int equals = words[place].indexOf('=');
      boolean isObject = object >= 0 && place == words.length - 1;
      edit.put(
          words[place].substring(0, equals),
          isObject
              ? object(text.substring(object + 1))
              : value(words[place].substring(equals + 1)));
    }
    return edit;
  }

  private static Object value(String text) {
    return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
  }

  private static Map<?, ?> object(String text) {
    try {
      return JsonMapper.shared().readValue(text, Map.class);
    } catch (JacksonException wrong) {
      throw new UsageException(JsonFaults.of("'%s'".formatted(text), wrong));
    }
  }

  private void write(String source) {
    try {
      Files.writeString(file, source);
    } catch (IOException failure) {
      throw new UsageException("%s can't be written: %s.".formatted(file, failure.getMessage()));
    }
  }

  private void print(Object block) {
    if (block instanceof Map<?, ?> shape && shape.get("actions") instanceof List<?> actions) {
      print(
          "%s%s  (%s)",
          shape.get("word"),
          Boolean.TRUE.equals(shape.get("atomic")) ? ", all or nothing" : "",
          shape.get("block"));
      actions.forEach(action -> print("  %s", action));
    }
  }
}
