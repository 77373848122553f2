package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.baltoro.api.Connection;
import org.baltoro.client.SavedLogins;
import org.baltoro.client.ServerCalls;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.baltoro.server.forms.FormsDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms from the command line: deployed from files, looked at, and used without a page. */
class FormCommandsTest {
  private static final String PRODUCT =
      """
      smartObject: Shop/Product
      smartBox: SmartBox
      properties:
        ID: { type: autonumber, key: true }
        Name: { type: text, required: true }
        Price: decimal
      methods:
        Create:
          kind: create
          inputs: [Name, Price]
          requiredInputs: [Name]
          returns: [ID]
          bindings: [{ service: SmartBox, serviceObject: Shop/Product, serviceMethod: Create }]
        List:
          kind: list
          returns: [ID, Name, Price]
      """;
  private static final String PRODUCTS =
      """
      # The view is in the folder before its SmartObject by name, and deployed after it.
      view: Shop/Products
      kind: editable-list
      source: { smartObject: Shop/Product, method: List, order: [Name] }
      fields: { ID: number, Name: text, Price: decimal }
      controls:
        Name: { type: text-box, field: Name, label: Name, validation: { required: true } }
        Price: { type: decimal, field: Price, label: Price }
      editing: { add: true, edit: true, remove: true }
      """;
  private static final String FORM =
      """
      form: Shop/Products
      title: Products
      parameters:
        Greeting: text
      views:
        Lines: Shop/Products
      controls:
        Sum: { type: data-label, valueType: decimal, expression: sum(Lines.rows.Price) }
        Colour: { type: drop-down, items: [{ value: r, text: Red }, { value: g, text: Green }] }
        Picture: { type: file }
        Save: { type: button, text: Save }
        Choose: { type: button, text: Choose ... }
        Fail: { type: button, text: Fail }
      rules:
        - rule: Somebody is greeted
          when: load
          handlers:
            - if: Greeting != null
              do:
                - then:
                    - message: = Greeting
        - rule: Save is clicked
          when: { clicked: Save }
          handlers:
            - if:
                - confirmed: "Save ${Sum}?"
              do:
                - also:
                    - executeForItems: { view: Lines, state: added }
                      method: Create
                      outputs: { ID: { field: Lines.ID } }
                  atomic: true
                - then:
                    - message: Saved.
        - rule: Choose is clicked
          when: { clicked: Choose }
          do:
            - then:
                - openSubview: Shop/Chooser
                  as: chooser
                  waitUntilClosed: true
        - rule: Fail is clicked
          when: { clicked: Fail }
          do:
            - then:
                - raiseError: This was to be expected.
      """;
  private static final String CHOOSER =
      """
      view: Shop/Chooser
      kind: list
      source: { smartObject: Shop/Product, method: List, order: [Name] }
      fields: { ID: number, Name: text }
      controls:
        Name: { type: label, field: Name }
      rules:
        - rule: A row is double-clicked
          when: { rowDoubleClicked: this }
          do:
            - then:
                - message: "You chose ${Name}."
                - close: this
      """;
  private static final String LEAVE =
      """
      process: HR/Leave
      rights: { start: [everyone], view: [everyone] }
      data:
        Days: { type: decimal, required: true }
      activities:
        Decide:
          destinations: [dora]
          events:
            - client: Decide
              actions: [Approve, Reject]
              form: '"form:HR/Decide"'
      """;
  private static final String DECIDE =
      """
      form: HR/Decide
      title: Decide
      views: {}
      parameters:
        Days: decimal
      controls:
        Wanted: { type: data-label, valueType: decimal, expression: Days }
      """;

  @TempDir Path folder;
  private @Nullable RunningServer server;

  @BeforeEach
  void aServerRuns() throws IOException {
    var store = folder.resolve("test.db");
    var engine = Engine.open(EngineConfig.sqlite(store));
    server =
        ServerMain.serve(
            engine, ServeOptions.defaults().port(0).formsDatabase(FormsDatabase.beside(store)));
    var administration = engine.connectTrusted("admin").administration();
    administration.createUser("ann", "a good password", Set.of());
    administration.createUser("dora", "a good password", Set.of());
    for (var user : List.of("admin", "ann", "dora")) {
      var token = administration.createToken(user, "test", Duration.ofDays(1));
      System.setProperty("baltoro.home", folder.resolve(user).toString());
      SavedLogins.ofThisUser()
          .save(
              Objects.requireNonNull(server).url().toString(),
              new SavedLogins.SavedLogin(token, user, null));
    }
    var files = Files.createDirectories(folder.resolve("shop/parts"));
    write(files.resolve("z-product.yaml"), PRODUCT);
    write(files.resolve("a-products.yaml"), PRODUCTS);
    write(files.resolve("form.yml"), FORM);
    write(files.resolve("chooser.yaml"), CHOOSER);
    write(files.resolve("leave.yaml"), LEAVE);
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  @AfterEach
  void theServerEnds() {
    System.clearProperty("baltoro.home");
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aFolderIsDeployedInTheOrderInWhichItsFilesNeedEachOther() throws IOException {
    var deployed = good("admin", "form", "deploy", shop());
    assertThat(deployed.lines().filter(line -> line.startsWith("Deployed")))
        .containsExactly(
            "Deployed smartObject 'Shop/Product', version 1.",
            "Deployed view 'Shop/Products', version 1.",
            "Deployed view 'Shop/Chooser', version 1.",
            "Deployed form 'Shop/Products', version 1.");
    assertThat(deployed).contains("leave.yaml is no document of forms: skipped");
    assertThat(good("admin", "form", "deploy", shop())).contains("nothing was deployed");
    assertThat(good("admin", "form", "list"))
        .containsPattern("form +Shop/Products +1 .* admin")
        .containsPattern("smartObject +Shop/Product +1");
    assertThat(good("admin", "form", "list", "--kind", "view", "--json"))
        .contains("\"name\": \"Shop/Chooser\"")
        .doesNotContain("smartObject");
    assertThat(good("admin", "form", "show", "Shop/Product")).isEqualTo(PRODUCT);
    assertThat(good("admin", "form", "show", "Shop/Products", "--kind", "form")).isEqualTo(FORM);
    assertThat(run("admin", "form", "show", "Shop/Products").err()).contains("--kind");
    assertThat(run("admin", "form", "show", "Shop/Nothing").err()).contains("form list");
    var copy = folder.resolve("copy");
    good("admin", "form", "export", copy.toString());
    assertThat(Files.readString(copy.resolve("Shop/Products.form.yaml"))).isEqualTo(FORM);
    assertThat(good("admin", "form", "deploy", copy.toString()))
        .contains("same as version 1")
        .doesNotContain("Deployed");
    assertThat(run("ann", "form", "list").err()).contains("Export");
  }

  @Test
  void eachDocumentIsWrittenIntoAFileOfItsOwn() throws IOException {
    var names = List.of("A?B", "A:B", "A%3FB", "a?b", "Con/.x", "A-B");
    var view = "view: \"%s\"\nkind: content\n";
    for (int place = 0; place < names.size(); place++) {
      var file = folder.resolve("odd" + place + ".yaml");
      write(file, view.formatted(names.get(place)));
      good("admin", "form", "deploy", file.toString());
    }
    var copy = folder.resolve("copy");
    var written = good("admin", "form", "export", copy.toString()).lines().toList();
    assertThat(written).hasSize(names.size());
    assertThat(written.stream().map(file -> file.toLowerCase(Locale.ROOT)))
        .doesNotHaveDuplicates()
        .allMatch(file -> !file.substring(copy.toString().length()).matches(".*[?:].*"));
    var sources = new ArrayList<String>();
    for (var file : written) {
      sources.add(Files.readString(Path.of(file)));
    }
    assertThat(sources)
        .containsExactlyInAnyOrderElementsOf(names.stream().map(view::formatted).toList());
    assertThat(good("admin", "form", "export", copy.toString()).lines().toList())
        .isEqualTo(written);
  }

  @Test
  void whatIsWrongIsToldByFileAndLine() throws IOException {
    var file = folder.resolve("wrong.yaml");
    write(file, PRODUCTS.replace("Shop/Product,", "Shop/Produce,").replace("sum(", "som("));
    var checked = run("admin", "form", "check", file.toString());
    assertThat(checked.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(checked.out()).contains("wrong.yaml:4:").contains("can't be deployed: 1 problem");
    var deployed = run("admin", "form", "deploy", file.toString());
    assertThat(deployed.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(deployed.out() + deployed.err()).contains("wrong.yaml:4:", "is not deployed");
    good("admin", "form", "deploy", shop());
    assertThat(good("admin", "form", "check", shop())).contains("The 4 files are good.");
    assertThat(run("admin", "form", "deploy", folder.resolve("none.yaml").toString()).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("admin", "form").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aFileOfTheOtherKindIsSentToItsOwnCommand() throws IOException {
    var process = folder.resolve("shop/parts/leave.yaml");
    var view = folder.resolve("shop/parts/form.yml");
    assertThat(run("admin", "form", "deploy", process.toString()).err())
        .contains("defines a process: 'baltoro check' and 'baltoro deploy' take it");
    assertThat(run("admin", "deploy", view.toString()).err())
        .contains("begins with 'form:'", "'baltoro form deploy'");
    assertThat(run("admin", "check", view.toString()).err()).contains("'baltoro form check'");
    var empty = folder.resolve("empty.yaml");
    write(empty, "\n");
    assertThat(run("admin", "form", "check", empty.toString()).err()).contains("is empty");
    assertThat(run("admin", "form", "check", "none.yaml").err())
        .contains("There is no file none.yaml.")
        .doesNotContain("baltoro new");
  }

  @Test
  void filesAreCheckedTogetherBeforeAnyIsDeployed() throws IOException {
    assertThat(good("admin", "form", "check", shop())).contains("The 4 files are good.");
    assertThat(good("admin", "form", "list", "--json")).isEqualToIgnoringWhitespace("[]");
    var twice = folder.resolve("shop/twice.yaml");
    write(twice, PRODUCTS);
    var checked = run("admin", "form", "check", shop());
    assertThat(checked.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(checked.out())
        .contains("'Shop/Products' a second time; expected one file for each name");
  }

  @Test
  void formsThatAreOpenAreListedAndClosed() throws IOException {
    good("admin", "form", "deploy", shop());
    assertThat(good("ann", "form", "sessions")).contains("No form is open.");
    try (var connection = Connection.open(Objects.requireNonNull(server).url().toString())) {
      ServerCalls.over(connection).postJson(RemoteForm.ROUTE, "{\"form\": \"Shop/Products\"}");
    }
    var listed = good("ann", "form", "sessions").lines().toList();
    assertThat(listed).hasSize(2).last().asString().contains("Shop/Products");
    assertThat(good("admin", "form", "sessions")).as("of others").contains("No form is open.");
    var session = listed.getLast().split(" ", 2)[0];
    assertThat(run("admin", "form", "close", session).exitCode()).isNotEqualTo(ExitCode.OK);
    assertThat(good("ann", "form", "close", session)).contains("Closed " + session);
    assertThat(good("ann", "form", "sessions")).contains("No form is open.");
  }

  @Test
  void aClickOnAFormThatIsNotValidSaysWhatIsNot() throws IOException {
    var file = folder.resolve("age.yaml");
    write(
        file,
        """
        form: Shop/Age
        views: {}
        controls:
          Age: { type: number, minimum: 18 }
          Save: { type: button }
        rules:
          - rule: Save is clicked
            when: { clicked: Save }
            handlers:
              - if:
                  - valid: this
                do:
                  - then:
                      - message: Saved.
        """);
    good("admin", "form", "deploy", file.toString());
    assertThat(good("ann", use("Shop/Age", List.of(), "set Age=17", "click Save")))
        .contains("not valid: Age: Give 18 or more.")
        .doesNotContain("Saved.");
    assertThat(good("ann", use("Shop/Age", List.of(), "set Age=18", "click Save")))
        .contains("Saved.")
        .doesNotContain("not valid");
  }

  @Test
  void aNewActionIsGivenAsJson() throws IOException {
    good("admin", "form", "deploy", shop());
    var file = folder.resolve("shop/parts/form.yml");
    good(
        "admin",
        "form",
        "edit",
        file.toString(),
        "--rule",
        "save-is-clicked",
        "--do",
        "appendAction action={\"message\": \"Thank you, a=b.\"}");
    assertThat(Files.readString(file)).contains("Thank you, a=b.");
    assertThat(
            run(
                    "admin",
                    "form",
                    "edit",
                    file.toString(),
                    "--rule",
                    "save-is-clicked",
                    "--do",
                    "appendAction action={oops")
                .err())
        .contains("is no JSON");
  }

  @Test
  void aRuleIsEditedInItsFile() throws IOException {
    good("admin", "form", "deploy", shop());
    var file = folder.resolve("shop/parts/form.yml");
    var edited =
        good(
            "admin",
            "form",
            "edit",
            file.toString(),
            "--rule",
            "save-is-clicked",
            "--do",
            "comment part=save-is-clicked/1/2/1 comment=To be shown at last",
            "--do",
            "setAtomic block=save-is-clicked/1/1 atomic=false");
    assertThat(edited).contains("also  (save-is-clicked/1/1)", "  save-is-clicked/1/2/1");
    assertThat(Files.readString(file))
        .contains("To be shown at last")
        .doesNotContain("atomic: true");
    assertThat(good("admin", "form", "deploy", file.toString())).contains("version 2");
    var before = Files.readString(file);
    var refused =
        run(
            "admin",
            "form",
            "edit",
            file.toString(),
            "--rule",
            "save-is-clicked",
            "--do",
            "moveActionUp action=save-is-clicked/1/1/1");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.err()).contains("Edit 1 of 1 is refused");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void aFormIsUsedByWordsAndWritesWhatTheyChange() {
    good("admin", "form", "deploy", shop());
    var used =
        good(
            "ann",
            use(
                "Shop/Products",
                List.of("-p", "Greeting=Good morning", "--trace"),
                "add Lines",
                "set Lines 1 Name=Rope",
                "set Lines last Price=12.50",
                "accept Lines",
                "set Colour=Green",
                "set Picture=@" + folder.resolve("shop/parts/form.yml"),
                "click Save",
                "answer yes"));
    assertThat(used)
        .contains("Products  Shop/Products, version 1")
        .contains("Buttons: Save, Choose, Fail")
        .contains("of: Red, Green")
        .contains("information: Good morning")
        .containsPattern("1 +added, open for typing, selected")
        .containsPattern("1 +Rope +12.5")
        .containsPattern("Sum +12.5")
        .containsPattern("Colour +Green")
        .containsPattern("Picture +form.yml")
        .contains("asked: Save 12.50?")
        .contains("information: Saved.")
        .contains("Save is clicked (Shop/Products), run ")
        .containsPattern("also \\(all or nothing\\) +\\|");
    assertThat(good("ann", use("Shop/Products", List.of(), "select Lines 1")))
        .containsPattern("1 +Rope +12.5 +selected");
    assertThat(good("ann", use("Shop/Products", List.of("--json"), "set Colour=g")))
        .contains("\"type\": \"windowOpened\"", "\"type\": \"valueChanged\"");
  }

  @Test
  void aSubviewIsUsedUntilItCloses() {
    good("admin", "form", "deploy", shop());
    good(
        "ann",
        use(
            "Shop/Products",
            List.of(),
            "add Lines",
            "set Lines 1 Name=Rope",
            "accept Lines",
            "click Save",
            "answer yes"));
    assertThat(
            good(
                "ann",
                use(
                    "Shop/Products",
                    List.of(),
                    "click Choose",
                    "double-click this 1",
                    "click form:Choose",
                    "close",
                    "set Colour=Red")))
        .contains("Shop/Chooser, version 1", "You chose Rope.", "closed: dismissed")
        .containsPattern("Colour +Red");
  }

  @Test
  void whatIsRefusedEndsAScriptWithTheReason() {
    good("admin", "form", "deploy", shop());
    var unknown = run("ann", use("Shop/Products", List.of(), "set Color=r", "set Colour=g"));
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(unknown.err()).contains("set Color=r", "There is no control 'Color'", "Colour");
    assertThat(unknown.out()).doesNotContain("set Colour=g");
    assertThat(run("ann", use("Shop/Products", List.of(), "set Colour=Blue")).err())
        .contains("does not offer that");
    assertThat(run("ann", use("Shop/Products", List.of(), "select Lines 4")).err())
        .contains("'Lines' has no rows");
    assertThat(run("ann", use("Shop/Products", List.of(), "answer yes")).err())
        .contains("Nothing is asked");
    assertThat(run("ann", use("Shop/Products", List.of(), "jump Save")).err()).contains("help");
    var failed = run("ann", use("Shop/Products", List.of(), "click Fail", "set Colour=g"));
    assertThat(failed.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(failed.out())
        .contains("failed: This was to be expected.")
        .doesNotContain("set Colour=g");
    assertThat(run("ann", "form", "run", "Shop/None", "--do", "show").err())
        .contains("There is no form 'Shop/None'");
  }

  @Test
  void linesAreReadFromStandardInput() {
    good("admin", "form", "deploy", shop());
    var typed =
        read(
            "ann",
            "# by hand\nhelp\nset Color=r\nset Colour=r\nshow\nquit\nset Colour=g\n",
            80,
            "form",
            "run",
            "Shop/Products");
    assertThat(typed.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(typed.err()).contains("There is no control 'Color'");
    assertThat(typed.out())
        .contains("double-click VIEW ROW")
        .containsPattern("Colour +Red")
        .doesNotContainPattern("Colour +Green");
    var piped =
        read(
            "ann",
            "set Color=r\nset Colour=r\n",
            Terminal.UNBOUNDED,
            "form",
            "run",
            "Shop/Products");
    assertThat(piped.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(piped.out()).doesNotContainPattern("Colour +Red");
  }

  @Test
  void aWorklistItemIsOpenedInItsFormAndFinished() throws IOException {
    var form = folder.resolve("decide.yaml");
    write(form, DECIDE);
    good("admin", "form", "deploy", form.toString());
    good("admin", "deploy", folder.resolve("shop/parts/leave.yaml").toString());
    var started = good("ann", "start", "HR/Leave", "-d", "Days=3", "--sync", "--json");
    var matcher =
        java.util.regex.Pattern.compile("\"serialNumber\": \"(\\d+_\\d+)\"").matcher(started);
    assertThat(matcher.find()).as(started).isTrue();
    var serial = matcher.group(1);
    assertThat(run("ann", "form", "item", serial).exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(good("dora", "form", "item", serial, "--do", "submit Approve"))
        .containsPattern("Wanted +3")
        .contains("Actions: Approve, Reject");
    assertThat(good("dora", "worklist")).contains("empty");
  }

  private String shop() {
    return folder.resolve("shop").toString();
  }

  private static String[] use(String form, List<String> options, String... lines) {
    var words = new ArrayList<>(List.of("form", "run", form));
    words.addAll(options);
    for (var line : lines) {
      words.add("--do");
      words.add(line);
    }
    return words.toArray(String[]::new);
  }

  private String good(String user, String... arguments) {
    var run = run(user, arguments);
    assertThat(run.exitCode())
        .as("%s: %s%n%s%s", user, String.join(" ", arguments), run.out(), run.err())
        .isEqualTo(ExitCode.OK);
    return run.out();
  }

  private CommandLineRun run(String user, String... arguments) {
    return read(user, "", Terminal.UNBOUNDED, arguments);
  }

  private CommandLineRun read(String user, String input, int columns, String... arguments) {
    System.setProperty("baltoro.home", folder.resolve(user).toString());
    var address = Objects.requireNonNull(server).url().toString();
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            new BufferedReader(new StringReader(input)),
            columns,
            false,
            Map.of("BALTORO_SERVER", address));
    int code = Baltoro.run(terminal, arguments);
    return new CommandLineRun(code, out.toString(), err.toString());
  }
}
