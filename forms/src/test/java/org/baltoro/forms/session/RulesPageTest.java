package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.protocol.DraftEdits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The examples and drawings of docs/rules.md. */
class RulesPageTest {
  private static final Path PAGE = Path.of("../docs/rules.md");

  private final Desk desk = new Desk().lists("Lists", "Five", 5, "Six", 6, "Seven", 7, "Eight", 8);

  @BeforeEach
  void documents() throws IOException {
    for (var yaml : fenced("yaml")) {
      var read = DocumentReader.read(yaml, "rules.md");
      assertThat(read.problems()).as(yaml).isEmpty();
      switch (read.document()) {
        case Document.OfForm(var form) -> desk.has(form);
        case Document.OfView(var view) -> desk.has(view);
        case null, default -> throw new IllegalStateException(yaml);
      }
    }
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private static List<String> fenced(String language) throws IOException {
    var found = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    var matcher = found.matcher(Files.readString(PAGE));
    var blocks = new ArrayList<String>();
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  @Test
  void theDrawingsAreThoseOfTheForm() throws IOException {
    var drawn = new ArrayList<String>();
    for (var button : List.of("Then", "And", "Also", "Asynchronously")) {
      var user = desk.open("Guide/Figures");
      user.click(button);
      desk.wait(30);
      assertThat(user.messages()).containsExactly("next");
      drawn.add(user.gantt(user.traces().getLast().rule(), 52));
    }
    assertThat(String.join("\n", drawn)).isEqualTo(String.join("\n", fenced("")));
  }

  @Test
  void whatIsChosenArrives() {
    var form = desk.open("Guide/Opener");
    form.click("Find");
    form.window("chooser").doubleClick("", 1);
    assertThat(form.value("Chosen")).isEqualTo("five2");
    assertThat(form.messages()).containsExactly("You chose five2.");
    assertThat(form.gantt("find-is-clicked", 40)).contains("open Guide/Chooser and wait");
  }

  @Test
  @SuppressWarnings("unchecked") // an object of JSON has texts as names
  void theEditsCanBeMade() throws IOException {
    var request = JsonMapper.shared().readValue(fenced("json").getFirst(), Map.class);
    var figures =
        fenced("yaml").stream().filter(yaml -> yaml.contains("form: " + request.get("name")));
    var edited =
        DraftEdits.apply(
            figures.findFirst().orElseThrow(),
            "figures.yaml",
            (List<Map<String, Object>>) Objects.requireNonNull(request.get("edits")));
    assertThat(edited.changes()).hasSize(2);
    assertThat(edited.changes().getFirst().after())
        .extracting(block -> block.word() + " " + block.actions().size())
        .containsExactly("AND 2", "ASYNCHRONOUSLY 1", "AND 1", "THEN 1");
    assertThat(edited.source()).contains("What comes last.");
  }
}
