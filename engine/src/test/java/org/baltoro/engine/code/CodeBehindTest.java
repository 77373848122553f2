package org.baltoro.engine.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.baltoro.api.Connection;
import org.baltoro.api.code.ActivityEscalationActionContext;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.api.code.ExceptionRuleContext;
import org.baltoro.api.code.ProcessEscalationActionContext;
import org.baltoro.api.code.ProcessFinishRuleContext;
import org.baltoro.api.code.ProcessStartRuleContext;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the code in a definition to the handler that runs, and to the line of a mistake. */
class CodeBehindTest {
  private static final CodeBehindCompiler COMPILER = new CodeBehindCompiler();

  // It runs.

  @Test
  void codeReadsAndWritesDataFields() throws Exception {
    var k2 = new RecordedContext();
    k2.processData.put("Amount", new BigDecimal("100.10"));
    handler(
            """
            var amount = k2.processInstance().dataFields().getDecimal("Amount");
            k2.processInstance().dataFields().set("Amount", amount.multiply(BigDecimal.valueOf(3)));
            k2.activityInstance().dataFields().set("Remark", LocalDate.of(2026, 3, 1).toString());
            k2.processInstance().setFolio(String.join("-", List.of("PO", k2.serialNumber())));
            k2.setSynchronous(false);
            """)
        .run(k2);
    assertThat(k2.processData).containsEntry("Amount", new BigDecimal("300.30"));
    assertThat(k2.activityData).containsEntry("Remark", "2026-03-01");
    assertThat(k2.folio).isEqualTo("PO-4711_1");
    assertThat(k2.isSynchronous).isFalse();
  }

  @Test
  void codeMayImportAndUseAllOfJava21() throws Exception {
    var k2 = new RecordedContext();
    handler(
            """
            // what it needs
            import java.util.stream.Collectors;
            import static java.util.stream.IntStream.rangeClosed; /* and */ import java.time.format.DateTimeFormatter;

            record Line(int number, Object value) {}
            record Square(int side) {}
            Object shape = new Square(4);
            var area = switch (shape) { case Square(var side) -> side * side; default -> 0; };
            var lines = rangeClosed(1, 3).mapToObj(number -> new Line(number, area)).toList();
            k2.processInstance().setFolio(lines.stream().map(line -> line.number() + ":" + line.value())
                .collect(Collectors.joining(",")) + DateTimeFormatter.ISO_DATE.format(LocalDate.EPOCH));
            // the end\
            """)
        .run(k2);
    assertThat(k2.folio).isEqualTo("1:16,2:16,3:161970-01-01");
  }

  @Test
  void eachEventGetsItsOwnCode() throws Exception {
    var compiled =
        COMPILER.compile(
            ProcessWithCode.with("Approve", "Post", "k2.processInstance().setFolio(\"posted\");")
                .and("Approve", "Registered", new Code.Handler("finance.post"))
                .and("Approve", "Book", "k2.processInstance().setFolio(\"booked\");")
                .and("Größe / \"Ende\"", "A\\B · c", "k2.processInstance().setFolio(\"ended\");")
                .definition());
    assertThat(compiled.problems()).isEmpty();
    var handlers = CodeBehindLoader.load(compiled.classes());
    assertThat(handlers.keySet())
        .containsExactlyInAnyOrder(
            CodePlace.serverEvent("Approve", "Post").key(),
            CodePlace.serverEvent("Approve", "Book").key(),
            CodePlace.serverEvent("Größe / \"Ende\"", "A\\B · c").key());
    var k2 = new RecordedContext();
    handler(handlers, "Größe / \"Ende\"", "A\\B · c").run(k2);
    assertThat(k2.folio).isEqualTo("ended");
    handler(handlers, "Approve", "Post").run(k2);
    assertThat(k2.folio).isEqualTo("posted");
  }

  @Test
  void equalDefinitionsGiveEqualClassesAndOthersAnotherPackage() {
    var one = compile("k2.setSynchronous(false);");
    var same = compile("k2.setSynchronous(false);");
    var other = compile("k2.setSynchronous(true);");
    assertThat(one.classes().keySet()).isEqualTo(same.classes().keySet());
    assertThat(one.classes().firstEntry().getValue())
        .isEqualTo(same.classes().firstEntry().getValue());
    assertThat(one.classes().firstEntry().getKey())
        .matches("baltoro\\.process\\.p[0-9a-f]{16}\\.E1_Approve_Post")
        .isNotEqualTo(other.classes().firstEntry().getKey());
  }

  @Test
  void classesAreForJava21() {
    byte[] bytes = compile("int x = 1;").classes().firstEntry().getValue();
    assertThat(bytes[7]).as("class file version").isEqualTo((byte) 65);
  }

  @Test
  void aDefinitionWithoutCodeNeedsNoCompiler() {
    var definition =
        ProcessWithCode.with("Approve", "Post", "").and("Approve", "x", new Code.Handler("x"));
    assertThat(COMPILER.compile(definition.definition()).problems()).isEmpty();
  }

  // Mistakes in it.

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          int x = 1;¶int y = nothing;                     | 2 | 9  | the unknown variable 'nothing'
          nothing();                                      | 1 | 1  | the unknown method 'nothing'
          int x = "text";                                 | 1 | 9  | incompatible types: String cannot be converted to int
          import java.util.Lisst;¶int x = 1;              | 1 | 17 | the unknown class 'Lisst'
          import java.util.List;¶¶int x = oh;             | 3 | 9  | the unknown variable 'oh'
          import java.util.List; int x = oh;              | 1 | 32 | the unknown variable 'oh'
          import java.util.List;¶import java.io.Reader;¶  int x = 1¶int y = 2;  | 3 | 12 | ';' expected
          int x = 1;¶if (x > 0) {                         | 2 | 13 | reached end of file while parsing
          int x = 1;¶}¶void helper() {                    | 3 | 1  | more behind the brace that ends the code
          int x = 1; } } class Other { void a() {         | 1 | 16 | more behind the brace that ends the code
          return 1;                                       | 1 | 8  | incompatible types: unexpected return value
          k2.finish();                                    | 1 | 3  | the unknown method 'finish'
          org.baltoro.engine.Engine e = null;             | 1 | 19 | package org.baltoro.engine does not exist
          import org.baltoro.engine.Engine;¶int x = 1;    | 1 | 8  | the import of 'org.baltoro.engine.Engine'
          import com.acme.*;¶int x = 1;                   | 1 | 8  | the import of 'com.acme.*'
          """)
  void aMistakeIsToldAtItsPlace(String source, int line, int column, String message) {
    var problem = only(source.replace('¶', '\n'));
    assertThat(problem.found()).contains(message).doesNotContain("baltoro.process");
    assertThat(List.of(problem.line(), problem.column()))
        .as(problem.found())
        .isEqualTo(List.of(line, column));
    assertThat(problem.place()).isEqualTo(CodePlace.serverEvent("Approve", "Post"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      nullValues = "-",
      textBlock =
          """
          k2.processInstance().dataFields().get("Amuont");                | 39 | the data field 'Amuont', which the process does not have | one of Amount, Region | Amount
          k2.processInstance().dataFields().set("Region", 1).set("Regoin", 2); | 56 | the data field 'Regoin', which the process does not have | one of Amount, Region | Region
          k2.processInstance().dataFields().ifUnchanged().set("x", 1);    | 53 | the data field 'x', which the process does not have | one of Amount, Region | -
          k2.gotoActivity("Aprove", true);                                | 17 | the activity 'Aprove', which does not exist | one of Approve | Approve
          k2.expireActivity("Elsewhere");                                 | 19 | the activity 'Elsewhere', which does not exist | one of Approve | -
          k2.activityInstance().dataFields().getString("Amount");         | 46 | the data field 'Amount', which the activity does not have | one of Remark | -
          k2.processInstance().dataFields().getString("Amount");          | 45 | 'getString' on the data field 'Amount', which is of type decimal | 'getDecimal' | -
          k2.gotoActivty("Approve", true);                                | 3 | the unknown method 'gotoActivty' | a method of ServerEventContext | gotoActivity
          k2.processInstance().setfolio("x");                             | 21 | the unknown method 'setfolio' | a method of Instance | setFolio
          k2.processInstance().dataFields().getDecmal("Amount");          | 34 | the unknown method 'getDecmal' | a method of DataFields | getDecimal
          Lisst<String> none = null;                                      | 1 | the unknown class 'Lisst' | a class that the code knows | -
          """)
  void dataFieldsThatArentThereAreToldWithTheNearest(
      String source,
      int column,
      String found,
      String expected,
      @org.jspecify.annotations.Nullable String nearest) {
    assertThat(only("int x = 1;\n" + source))
        .isEqualTo(
            new CodeProblem(
                CodePlace.serverEvent("Approve", "Post"), 2, column, found, expected, nearest));
  }

  @Test
  void dataFieldsThatAreThereAndNamesInVariablesPass() {
    assertThat(
            compile(
                    """
                    var name = "Anything";
                    k2.processInstance().dataFields().set(name, 1).set("Amount", 2).get("Region");
                    k2.activityInstance().dataFields().set("Remark", "x");
                    Map.of("Other", 1).get("Other");
                    """)
                .problems())
        .isEmpty();
  }

  @Test
  void activitiesThatAreThereAndNamesInVariablesPass() throws Exception {
    var k2 = new RecordedContext();
    handler(
            """
            var name = "Anything";
            k2.gotoActivity("Approve", false);
            k2.expireActivity(name);
            """)
        .run(k2);
    assertThat(k2.jumps).containsExactly("goto Approve", "expire Anything");
  }

  // Rules and escalations.

  @Test
  void rulesAndEscalationsGetCodeForTheirOwnContext() {
    var compiled = COMPILER.compile(ruled());
    assertThat(compiled.problems()).isEmpty();

    var handlers = CodeBehindLoader.load(compiled.classes());

    assertThat(handlers.keySet())
        .containsExactly(
            CodePlace.startRule().key(),
            CodePlace.finishRule().key(),
            CodePlace.exceptionRule("", "").key(),
            CodePlace.escalation("", "", "Late").key(),
            CodePlace.serverEvent("Approve", "Post").key(),
            CodePlace.exceptionRule("Approve", "Post").key(),
            CodePlace.escalation("Approve", "Post", "Late").key(),
            CodePlace.exceptionRule("Approve", "").key(),
            CodePlace.escalation("Approve", "", "Late").key());
    handler(handlers, CodePlace.startRule(), ProcessStartRuleContext.class);
    handler(handlers, CodePlace.finishRule(), ProcessFinishRuleContext.class);
    handler(handlers, CodePlace.exceptionRule("", ""), ExceptionRuleContext.class);
    handler(handlers, CodePlace.escalation("", "", "Late"), ProcessEscalationActionContext.class);
    handler(handlers, CodePlace.exceptionRule("Approve", "Post"), ExceptionRuleContext.class);
    handler(
        handlers,
        CodePlace.escalation("Approve", "Post", "Late"),
        ActivityEscalationActionContext.class);
  }

  private static ProcessDefinition ruled() {
    return ProcessWithCode.with("Approve", "Post", "k2.setSynchronous(true);")
        .startRule("k2.processInstance().setFolio(\"began\");")
        .finishRule("k2.gotoActivity(\"Approve\");")
        .exceptionRule("", "", "if (k2.errorCode().isEmpty()) { k2.retry(); } else k2.unhandled();")
        .exceptionRule("Approve", "", "k2.gotoActivity(\"Approve\", k2.eventName() == null);")
        .exceptionRule("Approve", "Post", "k2.activityInstance().dataFields().set(\"Remark\", 1);")
        .escalation("", "", "Late", "k2.gotoActivity(\"Approve\", \"Approve\");")
        .escalation("Approve", "", "Late", "k2.expireActivity(\"Approve\"); int r = k2.round();")
        .escalation("Approve", "Post", "Late", "k2.gotoActivity(\"Approve\", true);")
        .definition();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          START      | k2.gotoActivity("Approve");            | the unknown method 'gotoActivity'
          FINISH     | k2.gotoActivity("Approve", true);      | method gotoActivity in interface org.baltoro.api.code.ProcessFinishRuleContext cannot be applied
          FINISH     | k2.gotoActivity("Aprove");             | the activity 'Aprove', which does not exist
          EXCEPTION  | k2.processInstance().dataFields().get("Nope"); | the data field 'Nope', which the process does not have
          ESCALATION | k2.gotoActivity("Approve", "Aprove");  | the activity 'Aprove', which does not exist
          ESCALATION | k2.setSynchronous(false);              | the unknown method 'setSynchronous'
          """)
  void aMistakeInARuleIsToldAtItsPlace(String what, String source, String message) {
    var process = ProcessWithCode.with("Approve", "Post", "int x = 1;");
    var place =
        switch (what) {
          case "START" -> {
            process.startRule("\n" + source);
            yield CodePlace.startRule();
          }
          case "FINISH" -> {
            process.finishRule("\n" + source);
            yield CodePlace.finishRule();
          }
          case "EXCEPTION" -> {
            process.exceptionRule("", "", "\n" + source);
            yield CodePlace.exceptionRule("", "");
          }
          default -> {
            process.escalation("", "", "Late", "\n" + source);
            yield CodePlace.escalation("", "", "Late");
          }
        };
    var problems = COMPILER.compile(process.definition()).problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().found()).contains(message);
    assertThat(problems.getFirst().place()).isEqualTo(place);
    assertThat(problems.getFirst().line()).isEqualTo(2);
  }

  @Test
  void theExceptionRuleOfTheProcessMayReadFieldsOfAnyActivity() {
    var definition =
        ProcessWithCode.with("Approve", "Post", "int x = 1;")
            .exceptionRule("", "", "k2.activityInstance().dataFields().get(\"Anything\");")
            .definition();
    assertThat(COMPILER.compile(definition).problems()).isEmpty();
  }

  @Test
  void aFailureOfARuleNamesTheRuleAndTheLine() {
    var definition =
        ProcessWithCode.with("Approve", "Post", "int x = 1;")
            .escalation("Approve", "", "Late", "\nthrow new IllegalStateException(\"no\");")
            .finishRule("int[] none = {};\nk2.processInstance().setFolio(\"\" + none[1]);")
            .definition();
    var handlers = CodeBehindLoader.load(COMPILER.compile(definition).classes());
    var late =
        handler(
            handlers,
            CodePlace.escalation("Approve", "", "Late"),
            ActivityEscalationActionContext.class);
    var finish = handler(handlers, CodePlace.finishRule(), ProcessFinishRuleContext.class);

    assertThat(traceOf(() -> late.run(new RecordedContext())))
        .endsWith("_Approve_Late.run(Approve \u00b7 Late.java:2)");
    assertThat(traceOf(() -> finish.run(new RecordedContext())))
        .startsWith("java.lang.ArrayIndexOutOfBoundsException: Index 1")
        .endsWith("_finish_rule.run(finish rule.java:2)");
  }

  private static String traceOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
    return StackTraces.text(catchThrowable(code), 10_000);
  }

  @Test
  void noTwoPlacesShareAKey() {
    var places = new ArrayList<CodePlace>();
    for (var one : List.of("", "a", "a/b", "b", "1:a", "a 1:b")) {
      for (var other : List.of("", "a", "a/b", "b", "1:a", "a 1:b")) {
        places.add(CodePlace.serverEvent(one, other));
        places.add(CodePlace.exceptionRule(one, other));
        for (var name : List.of("a", "b", "b a")) {
          places.add(CodePlace.escalation(one, other, name));
        }
      }
    }
    places.add(CodePlace.startRule());
    places.add(CodePlace.finishRule());

    assertThat(places).extracting(CodePlace::key).doesNotHaveDuplicates();
  }

  @Test
  void theMistakesOfAllEventsAreToldAtOnceInTheirOrder() {
    var compiled =
        COMPILER.compile(
            ProcessWithCode.with("Approve", "Post", "int a = one;\nint b = two;")
                .and("Approve", "Good", "int a = 1;")
                .and("Book", "Enter", "k2.processInstance().dataFields().get(\"Nope\"); three();")
                .definition());
    assertThat(compiled.classes()).isEmpty();
    assertThat(compiled.problems())
        .extracting(problem -> problem.place().label() + ":" + problem.line())
        .containsExactly(
            "Approve · Post:1", "Approve · Post:2", "Book · Enter:1", "Book · Enter:1");
  }

  // Failures of it.

  @Test
  void aFailureNamesActivityEventAndLine() {
    var failure =
        catchThrowable(() ->
            handler(
                    """
                    import java.util.function.Supplier;
                    Supplier<Object> bad = () -> {
                      throw new IllegalStateException("no money");
                    };
                    bad.get();
                    """)
                .run(new RecordedContext()));
    assertThat(failure).hasMessage("no money");
    var frames = failure.getStackTrace();
    assertThat(frames[0].getFileName()).isEqualTo("Approve · Post.java");
    assertThat(frames[0].getLineNumber()).isEqualTo(3);
    assertThat(frames[1].toString()).endsWith("E1_Approve_Post.run(Approve · Post.java:5)");
    assertThat(StackTraces.text(failure, 10_000))
        .startsWith("java.lang.IllegalStateException: no money\n    at ")
        .endsWith("E1_Approve_Post.run(Approve · Post.java:5)")
        .doesNotContain("CodeBehindTest");
  }

  @Test
  void aNullPointerSaysWhatWasNull() {
    var failure =
        catchThrowable(() ->
            handler(
                    """
                    var amount = k2.processInstance().dataFields().getDecimal("Amount");

                    if (amount.signum() > 0) {
                      k2.setSynchronous(false);
                    }
                    """)
                .run(new RecordedContext()));
    assertThat(failure)
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Cannot invoke \"java.math.BigDecimal.signum()\" because \"amount\" is null");
    assertThat(failure.getStackTrace()[0].getLineNumber()).isEqualTo(3);
  }

  @Test
  void causesAreToldAndLongTracesCut() {
    var failure =
        catchThrowable(() ->
            handler(
                    """
                    try {
                      Integer.parseInt("x");
                    } catch (NumberFormatException wrong) {
                      throw new Exception("m".repeat(100), wrong);
                    }
                    """)
                .run(new RecordedContext()));
    assertThat(StackTraces.text(failure, 10_000))
        .contains("\nCaused by: java.lang.NumberFormatException: For input string: \"x\"\n")
        .contains("Integer.parseInt")
        .contains("Approve · Post.java:2")
        .contains("Approve · Post.java:4");
    assertThat(StackTraces.text(failure, 80)).hasSize(80).endsWith("\n... cut");
  }

  @Test
  void anExceptionThatCantTellItselfOrCausesItselfIsToldAllTheSame() {
    var broken =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no message");
          }
        };
    assertThat(StackTraces.text(broken, 1_000)).startsWith(broken.getClass().getName());
    var one = new Exception("one");
    var two = new Exception("two", one);
    one.initCause(two);
    one.addSuppressed(two);
    assertThat(StackTraces.text(one, 100_000))
        .containsOnlyOnce("Exception: one")
        .containsOnlyOnce("Exception: two");
  }

  @Test
  void codeThatHangsIsToldWhereItHangs() throws Exception {
    var handler =
        handler(
            """
            var wait = new java.util.concurrent.CountDownLatch(1);
            k2.processInstance().setFolio("here");
            wait.await();
            """);
    var k2 = new RecordedContext();
    var thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                handler.run(k2);
              } catch (Exception expected) {
                k2.processInstance().setFolio("interrupted");
              }
            });
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    var where = new Exception("The code was here");
    where.setStackTrace(thread.getStackTrace());
    assertThat(StackTraces.text(where, 10_000))
        .contains("CountDownLatch.await")
        .endsWith("E1_Approve_Post.run(Approve · Post.java:3)");
    thread.interrupt();
    thread.join();
    assertThat(k2.folio).isEqualTo("interrupted");
  }

  // Loading.

  @Test
  void versionsLiveSideBySideAndAreUnloaded() throws Exception {
    int versions = 200;
    var classes = compile("k2.processInstance().setFolio(k2.eventName());").classes();
    var loaders = new ArrayList<WeakReference<ClassLoader>>();
    for (int version = 0; version < versions; version++) {
      loaders.add(loadedAndRun(classes));
    }
    assertThat(loaders.stream().map(System::identityHashCode).distinct()).hasSize(versions);
    for (int round = 0;
        round < 50 && loaders.stream().anyMatch(loader -> loader.get() != null);
        round++) {
      System.gc();
    }
    assertThat(loaders).allMatch(loader -> loader.get() == null);
  }

  private static WeakReference<ClassLoader> loadedAndRun(
      java.util.SequencedMap<String, byte[]> classes) throws Exception {
    var handler =
        handler(
            CodeBehindLoader.load(classes),
            CodePlace.serverEvent("Approve", "Post"),
            ServerEventContext.class);
    var k2 = new RecordedContext();
    handler.run(k2);
    assertThat(k2.folio).isEqualTo("Post");
    return new WeakReference<>(handler.getClass().getClassLoader());
  }

  @Test
  void bytesThatAreNoCodeBehindAreRefused() {
    var classes = new LinkedHashMap<String, byte[]>();
    classes.put("baltoro.process.p1.E1", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> CodeBehindLoader.load(classes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("baltoro.process.p1.E1");
  }

  // Where the API comes from.

  @Test
  void theListOfApiClassesIsComplete() throws Exception {
    var listed = new TreeSet<String>();
    ApiClasses.NAMES.forEach(
        (packageName, names) -> names.forEach(name -> listed.add(packageName + "." + name)));
    assertThat(listed).isEqualTo(topLevelClassesOfTheApi());
  }

  private static Set<String> topLevelClassesOfTheApi() throws Exception {
    var source =
        Path.of(Connection.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var paths = new ArrayList<String>();
    if (Files.isDirectory(source)) {
      try (var files = Files.walk(source)) {
        files.forEach(file -> paths.add(source.relativize(file).toString()));
      }
    } else {
      try (var jar = new JarFile(source.toFile())) {
        jar.stream().forEach(entry -> paths.add(entry.getName()));
      }
    }
    var names = new TreeSet<String>();
    for (var path : paths) {
      if (path.endsWith(".class") && !path.contains("$") && !path.contains("-info")) {
        names.add(path.substring(0, path.length() - ".class".length()).replace('/', '.'));
      }
    }
    return names;
  }

  @Test
  void theApiMayLieInAJar(@TempDir Path folder) throws Exception {
    var file = folder.resolve("api.jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (var entry : apiBytes().entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
    try (var loader =
        new URLClassLoader(
            new java.net.URL[] {file.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      assertThat(compiledWith(loader)).isEmpty();
    }
  }

  @Test
  void theApiMayLieWhereOnlyItsClassLoaderFindsIt() throws Exception {
    var bytes = apiBytes();
    var loader =
        new ClassLoader(ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            var found = bytes.get(name.replace('.', '/') + ".class");
            if (found == null) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, found, 0, found.length);
          }

          @Override
          public @org.jspecify.annotations.Nullable InputStream getResourceAsStream(String name) {
            var found = bytes.get(name);
            return found == null ? null : new java.io.ByteArrayInputStream(found);
          }
        };
    assertThat(compiledWith(loader)).isEmpty();
  }

  private static List<CodeProblem> compiledWith(ClassLoader apiLoader) {
    var source =
        """
        Connection connection = null;
        ProcessInstance.OpenEvent event = null;
        k2.processInstance().dataFields().set("Amount", BigDecimal.ONE);
        """;
    return new CodeBehindCompiler(apiLoader)
        .compile(ProcessWithCode.with("Approve", "Post", source).definition())
        .problems();
  }

  private static Map<String, byte[]> apiBytes() {
    var bytes = new LinkedHashMap<String, byte[]>();
    var api = new ApiClasses(Connection.class.getClassLoader());
    for (var packageName : ApiClasses.NAMES.keySet()) {
      api.in(packageName)
          .forEach((name, content) -> bytes.put(name.replace('.', '/') + ".class", content));
    }
    return bytes;
  }

  @Test
  void aJavaRuntimeWithoutCompilerSaysSoAndStillLoads() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "--limit-modules",
                "java.base,java.logging",
                "-cp",
                System.getProperty("java.class.path"),
                WithoutCompiler.class.getName())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .contains("available: false")
        .contains("without a compiler to run on (module jdk.compiler)");
  }

  /** Runs in a Java of its own. */
  static final class WithoutCompiler {
    private WithoutCompiler() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println("available: " + CodeBehindCompiler.isAvailable());
      var definition = ProcessWithCode.with("Approve", "Post", "int x = 1;").definition();
      System.out.println(COMPILER.compile(definition).problems());
      CodeBehindLoader.load(new LinkedHashMap<>());
    }
  }

  private static Compiled compile(String source) {
    return COMPILER.compile(ProcessWithCode.with("Approve", "Post", source).definition());
  }

  private static CodeProblem only(String source) {
    var compiled = compile(source);
    assertThat(compiled.classes()).isEmpty();
    assertThat(compiled.problems()).hasSize(1);
    return compiled.problems().getFirst();
  }

  private static ServerEventHandler handler(String source) {
    var compiled = compile(source);
    assertThat(compiled.problems()).isEmpty();
    return handler(CodeBehindLoader.load(compiled.classes()), "Approve", "Post");
  }

  private static ServerEventHandler handler(
      Map<String, CodeHandler<?>> handlers, String activity, String event) {
    var handler =
        handler(handlers, CodePlace.serverEvent(activity, event), ServerEventContext.class);
    return handler::run;
  }

  /** The handler, as what it was compiled for. */
  @SuppressWarnings("unchecked")
  private static <C extends CodeContext> CodeHandler<C> handler(
      Map<String, CodeHandler<?>> handlers, CodePlace place, Class<C> context) {
    var handler = handlers.get(place.key());
    assertThat(handler).as(place.key()).isNotNull();
    assertThat(java.util.Objects.requireNonNull(handler).getClass().getGenericInterfaces()[0])
        .hasToString(CodeHandler.class.getName() + "<" + context.getName() + ">");
    return (CodeHandler<C>) handler;
  }
}
