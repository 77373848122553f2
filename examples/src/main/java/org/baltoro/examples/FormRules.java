package org.baltoro.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.baltoro.forms.library.EmbeddedForms;
import org.baltoro.forms.rule.Threads;
import org.baltoro.forms.rule.VirtualThreads;
import org.baltoro.forms.session.FormSession;
import org.baltoro.forms.smartobject.Caller;

/**
 * Three rules whose order matters: lists that are loaded together when a form comes up; actions one
 * after another, and then some that nobody waits for; a subform that hands over what was chosen
 * before it closes.
 */
public final class FormRules {
  private static final int LATE_SECONDS = 4;
  private static final int WIDTH = 40;

  private static final String LOADED_TOGETHER =
      """
      form: Guide/Loaded Together
      views: {}
      controls:
        First:
          type: drop-down
          source: { smartObject: Lists, method: Five, value: Code, display: "{Name}" }
        Second:
          type: drop-down
          source: { smartObject: Lists, method: Six, value: Code, display: "{Name}" }
        Third:
          type: drop-down
          source: { smartObject: Lists, method: Eight, value: Code, display: "{Name}" }
      rules:
        - rule: The form is initialised
          when: initialise
          do:
            - and:                       # none waits for another, and the form for all of them
                - populate: First
                - populate: Second
                - populate: Third
            - then:
                - message: All lists are there.
      """;

  private static final String THEN_ASYNCHRONOUSLY =
      """
      form: Guide/Then Asynchronously
      views: {}
      controls:
        Go: { type: button, text: Go }
      rules:
        - rule: Go is clicked
          when: { clicked: Go }
          do:
            - then:                      # the second needs what the first did
                - { execute: Lists, method: Five }
                - { execute: Lists, method: Six }
            - asynchronously:            # these need nothing of each other
                - { execute: Lists, method: Five }
                - { execute: Lists, method: Eight }
            - then:
                - message: Go on.
      """;

  private static final String CHOOSER =
      """
      view: Guide/Chooser
      kind: list
      source: { smartObject: Lists, method: Five }
      fields: { Code: text, Name: text }
      controls:
        Name: { type: label, field: Name }
      rules:
        - rule: A row is double-clicked
          when: { rowDoubleClicked: this }
          do:
            - then:                      # closed first, it would have nothing to hand over
                - transfer:
                    - { from: { field: Code }, to: { control: parent:Chosen } }
                - close: this
      """;

  private static final String OPENER =
      """
      form: Guide/Opener
      views: {}
      controls:
        Chosen: { type: text-box }
        Find: { type: button, text: Find ... }
      rules:
        - rule: Find is clicked
          when: { clicked: Find }
          do:
            - then:
                - openSubview: Guide/Chooser
                  as: chooser
                  waitUntilClosed: true
                - message: "You chose ${Chosen}."
      """;

  private static final Caller ANN = new Caller("ann", Set.of(), null);

  private FormRules() {}

  /** Takes half a minute: the seconds are real. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var file = Files.createTempFile("baltoro-example-", ".db");
    try {
      run(file, new VirtualThreads(InstantSource.system()), Duration.ofSeconds(1), System.out);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  static void run(Path file, Threads threads, Duration second, PrintStream out)
      throws InterruptedException {
    var forms = SlowLists.forms(ExampleDatabase.sqlite(file), threads, second);
    loadedTogether(forms, out);
    thenAsynchronously(forms, threads, second, out);
    chosenInASubview(forms, out);
  }

  private static void loadedTogether(EmbeddedForms forms, PrintStream out) {
    forms.deploy(LOADED_TOGETHER, "loaded-together.yaml");
    try (var user = FormSession.open(forms.forms(), ANN, "Guide/Loaded Together", Map.of(), null)) {
      out.println(user.gantt("the-form-is-initialised", WIDTH));
    }
  }

  private static void thenAsynchronously(
      EmbeddedForms forms, Threads threads, Duration second, PrintStream out)
      throws InterruptedException {
    forms.deploy(THEN_ASYNCHRONOUSLY, "then-asynchronously.yaml");
    try (var user =
        FormSession.open(forms.forms(), ANN, "Guide/Then Asynchronously", Map.of(), null)) {
      user.click("Go");
      threads.pause(second.multipliedBy(LATE_SECONDS));
      out.println(user.gantt("go-is-clicked", WIDTH));
    }
  }

  private static void chosenInASubview(EmbeddedForms forms, PrintStream out) {
    forms.deploy(CHOOSER, "chooser.yaml");
    forms.deploy(OPENER, "opener.yaml");
    try (var user = FormSession.open(forms.forms(), ANN, "Guide/Opener", Map.of(), null)) {
      user.click("Find");
      user.window("chooser").doubleClick("", 1);
      out.println(user.gantt("a-row-is-double-clicked", WIDTH));
      out.println(user.messages().getLast());
    }
  }
}
