package org.baltoro.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.baltoro.forms.rule.Threads;
import org.baltoro.forms.rule.VirtualThreads;
import org.baltoro.forms.session.FormSession;
import org.baltoro.forms.smartobject.Caller;

/**
 * The word in front of a block says how its actions run. Four calls that take 5, 6, 7 and 8 seconds
 * hold the next block up for 26 seconds in {@code then} and in one packet in {@code also}, for 8 in
 * {@code and}, for 5 in {@code asynchronously}.
 */
public final class ExecutionBlocks {
  private static final List<String> WORDS = List.of("then", "and", "also", "asynchronously");
  private static final int LATE_SECONDS = 5;
  private static final int WIDTH = 52;

  private ExecutionBlocks() {}

  /** Takes a good minute: the seconds are real. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var file = Files.createTempFile("baltoro-example-", ".db");
    try {
      run(file, new VirtualThreads(InstantSource.system()), Duration.ofSeconds(1), System.out);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Clicks a button for each word, and draws what ran when.
   *
   * @param second how long a second is
   */
  static void run(Path file, Threads threads, Duration second, PrintStream out)
      throws InterruptedException {
    var forms = SlowLists.forms(ExampleDatabase.sqlite(file), threads, second);
    forms.deploy(form(), "figures.yaml");
    for (var word : WORDS) {
      var ann = new Caller("ann", Set.of(), null);
      try (var user = FormSession.open(forms.forms(), ann, "Guide/Figures", Map.of(), null)) {
        user.click(name(word));
        // Of a block 'asynchronously' actions run on after the rule has ended.
        threads.pause(second.multipliedBy(LATE_SECONDS));
        out.println(user.gantt(word, WIDTH));
      }
    }
  }

  private static String form() {
    var yaml = new StringBuilder("form: Guide/Figures\nviews: {}\ncontrols:\n");
    WORDS.forEach(word -> yaml.append("  %s: { type: button }\n".formatted(name(word))));
    yaml.append("rules:\n");
    for (var word : WORDS) {
      yaml.append(
          """
            - rule: %s
              id: %s
              when: { clicked: %s }
              do:
                - %s:
                    - { execute: Lists, method: Five }
                    - { execute: Lists, method: Six }
                    - { execute: Lists, method: Seven }
                    - { execute: Lists, method: Eight }
                - then:
                    - message: the next block
          """
              .formatted(name(word), word, name(word), word));
    }
    return yaml.toString();
  }

  /** {@code Then} for {@code then}. */
  private static String name(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
