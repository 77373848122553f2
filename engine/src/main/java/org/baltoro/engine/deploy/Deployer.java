package org.baltoro.engine.deploy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Definitions.Deployment;
import org.baltoro.api.Problem;
import org.baltoro.engine.code.CodeBehindCompiler;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.engine.code.Compiled;
import org.baltoro.engine.code.Handlers;
import org.baltoro.engine.code.PlacedCode;
import org.baltoro.kernel.Nearest;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.language.yaml.ContentHash;
import org.baltoro.language.yaml.SourcePlaces;
import org.baltoro.store.Store;
import org.baltoro.store.Store.GrantRow;
import org.baltoro.store.Store.NewVersion;
import org.jspecify.annotations.Nullable;

/**
 * Checks definitions and deploys them. All problems are told at once: of the file, the drawing, the
 * rules and the code.
 */
public final class Deployer {
  private static final int CODE_CHARACTERS_MAX = 100_000;
  private static final int CODE_SNIPPETS_MAX = 500;
  private static final Duration COMPILER_PATIENCE = Duration.ofSeconds(30);
  private static final ReentrantLock COMPILER = new ReentrantLock();

  private final Store store;
  private final DefinitionRegistry definitions;
  private final Handlers handlers;
  private final InstantSource clock;
  private final boolean codeBehindAllowed;
  private final boolean sendsMail;

  public Deployer(
      Store store,
      DefinitionRegistry definitions,
      Handlers handlers,
      InstantSource clock,
      boolean codeBehindAllowed,
      boolean sendsMail) {
    this.store = store;
    this.definitions = definitions;
    this.handlers = handlers;
    this.clock = clock;
    this.codeBehindAllowed = codeBehindAllowed;
    this.sendsMail = sendsMail;
  }

  /**
   * What the check found.
   *
   * @param definition null when the file could not be read as one
   * @param classes compiled code-behind
   * @param places where its parts stand in the file
   */
  public record Checked(
      @Nullable ProcessDefinition definition,
      SequencedMap<String, byte[]> classes,
      List<DefinitionProblem> problems,
      SourcePlaces places) {

    /** True if nothing but warnings was found. */
    public boolean deployable() {
      return definition != null && problems.stream().allMatch(DefinitionProblem::warning);
    }

    /** True if the definition holds Java source. */
    public boolean hasCode() {
      return definition != null && !codeBehind(definition).isEmpty();
    }

    /** The same with what else was found, in the order of the file. */
    Checked with(SequencedMap<String, byte[]> compiled, List<DefinitionProblem> more) {
      var all = new ArrayList<>(problems);
      all.addAll(more);
      all.sort(
          Comparator.comparingInt(DefinitionProblem::line)
              .thenComparingInt(DefinitionProblem::column));
      return new Checked(definition, compiled, all, places);
    }
  }

  /** Checks a definition file, code and all: needs no server. */
  public static Checked check(String source, String file) {
    return compile(read(source, file), file);
  }

  /** Checks all of a definition file but its code, which is not compiled. */
  public static Checked read(String source, String file) {
    var read = DefinitionReader.read(source, file);
    var problems = new ArrayList<>(read.problems());
    var definition = read.definition();
    if (definition != null) {
      problems.addAll(ExpressionCheck.check(definition, read, file));
    }
    return new Checked(definition, new LinkedHashMap<>(), problems, read.places());
  }

  /**
   * Compiles the code of what was read, if this server accepts code in definitions.
   *
   * @throws BaltoroException {@link Problem#BUSY} if others' code takes too long to compile
   */
  public Checked compiled(Checked read, String file) {
    if (codeBehindAllowed || read.definition == null) {
      return compile(read, file);
    }
    var findings = new Findings(file, read.places);
    codeBehind(read.definition)
        .forEach(code ->
            findings.error(
                code.codePath(),
                "code in the definition",
                "a registered handler: this server accepts no code in definitions"));
    return read.with(new LinkedHashMap<>(), findings.problems);
  }

  private static Checked compile(Checked read, String file) {
    var definition = read.definition;
    if (definition == null || !read.hasCode()) {
      return read.with(new LinkedHashMap<>(), List.of());
    }
    var tooLarge = tooLarge(codeBehind(definition), new Findings(file, read.places));
    if (!tooLarge.isEmpty()) {
      return read.with(new LinkedHashMap<>(), tooLarge);
    }
    var compiled = compiledAlone(definition);
    var problems = new ArrayList<DefinitionProblem>();
    for (var problem : compiled.problems()) {
      var path = codePath(definition, problem.place());
      var place = read.places.inText(path, problem.line(), problem.column());
      problems.add(
          new DefinitionProblem(
              file,
              place.line(),
              place.column(),
              path,
              problem.found(),
              problem.expected(),
              problem.nearest(),
              false));
    }
    return read.with(compiled.classes(), problems);
  }

  /** The compiler takes memory by what the code says, so one definition is compiled at a time. */
  private static Compiled compiledAlone(ProcessDefinition definition) {
    try {
      if (!COMPILER.tryLock(COMPILER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw compilerBusy();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw compilerBusy();
    }
    try {
      return new CodeBehindCompiler().compile(definition);
    } finally {
      COMPILER.unlock();
    }
  }

  private static BaltoroException compilerBusy() {
    return new BaltoroException(
        Problem.BUSY,
        "The code of other definitions is being compiled. Nothing was done: try again.",
        Map.of("retryAfterSeconds", 10));
  }

  private static List<DefinitionProblem> tooLarge(List<PlacedCode> code, Findings findings) {
    if (code.size() > CODE_SNIPPETS_MAX) {
      findings.error(
          code.get(CODE_SNIPPETS_MAX).codePath(),
          "code in %,d places".formatted(code.size()),
          "code in at most %,d places".formatted(CODE_SNIPPETS_MAX));
    }
    for (var placed : code) {
      if (placed.code() instanceof Code.CodeBehind(String source)
          && source.length() > CODE_CHARACTERS_MAX) {
        findings.error(
            placed.codePath(),
            "code of %,d characters".formatted(source.length()),
            "at most %,d characters: put the rest into a handler".formatted(CODE_CHARACTERS_MAX));
      }
    }
    return findings.problems;
  }

  private static List<PlacedCode> codeBehind(ProcessDefinition definition) {
    return PlacedCode.of(definition).stream()
        .filter(placed -> placed.code() instanceof Code.CodeBehind)
        .toList();
  }

  private static String codePath(ProcessDefinition definition, CodePlace place) {
    return PlacedCode.of(definition).stream()
        .filter(placed -> placed.place().equals(place) && placed.code() instanceof Code.CodeBehind)
        .findFirst()
        .orElseThrow()
        .codePath();
  }

  /** All of it, as people read it: first the counts, then a line for each. */
  private static String refusal(String file, List<DefinitionProblem> problems) {
    long warnings = problems.stream().filter(DefinitionProblem::warning).count();
    return "%s can't be deployed: %s%s:\n%s"
        .formatted(
            file,
            counted(problems.size() - warnings, "problem"),
            warnings == 0 ? "" : ", " + counted(warnings, "warning"),
            problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n")));
  }

  private static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /**
   * Deploys a definition file as a new version and the default one, unless it says what the newest
   * says.
   *
   * @param user gets Admin on a process that is new
   * @throws BaltoroException {@link Problem#INVALID_DEFINITION} with all problems
   */
  public Deployment deploy(String source, String file, boolean makeDefault, String user) {
    var owner = Subject.user(user).toString();
    var checked = compiled(read(source, file), file);
    var problems = new ArrayList<>(checked.problems);
    var definition = checked.definition;
    if (definition != null) {
      problems.addAll(ofThisEngine(definition, checked.places, file));
    }
    if (definition == null || !problems.stream().allMatch(DefinitionProblem::warning)) {
      throw new BaltoroException(
          Problem.INVALID_DEFINITION, refusal(file, problems), Map.of(), problems);
    }
    var name = definition.name().text();
    var deployed =
        store.deploy(
            new NewVersion(
                name,
                definition.description(),
                source,
                ContentHash.of(source),
                checked.classes,
                rights(definition),
                makeDefault,
                user,
                clock.millis()));
    if (deployed.created() && deployed.version() == 1) {
      store.accounts().grant(new GrantRow(name, "admin", owner, false));
    }
    definitions.refresh();
    return new Deployment(name, deployed.version(), deployed.created(), problems);
  }

  /** The rights that a definition grants. */
  public static List<GrantRow> rights(ProcessDefinition definition) {
    var name = definition.name().text();
    return definition.rights().stream()
        .map(grant -> new GrantRow(name, grant.right(), grant.subject(), true))
        .toList();
  }

  /** What only a running engine knows: which handlers and processes there are, mail. */
  private List<DefinitionProblem> ofThisEngine(
      ProcessDefinition definition, SourcePlaces places, String file) {
    var findings = new Findings(file, places);
    for (var placed : PlacedCode.of(definition)) {
      if (placed.code() instanceof Code.Handler(String name)
          && !name.isBlank()) { // a missing one was told
        lookUp(name, placed, findings);
      }
    }
    new ChildCheck(definition, this::defaultVersion, processes(), findings::warning).check();
    if (!sendsMail) {
      for (var path : Mails.of(definition)) {
        findings.warning(
            path,
            "a mail, but this server knows no mail server",
            "a server that was started with --mail-server, before the mail is due",
            null);
      }
    }
    return findings.problems;
  }

  private @Nullable ProcessDefinition defaultVersion(String process) {
    return definitions.all().stream()
        .filter(row -> row.name().equals(process))
        .findFirst()
        .map(row -> definitions.find(row.name(), row.defaultVersion()))
        .orElse(null);
  }

  private List<String> processes() {
    return definitions.all().stream().map(Store.ProcessRow::name).toList();
  }

  private void lookUp(String handler, PlacedCode placed, Findings findings) {
    var registered = handlers.find(handler);
    if (registered == null) {
      findings.warning(
          placed.codePath(),
          "the handler '%s'".formatted(handler),
          "a handler that is registered on this node, before instances reach it",
          Nearest.to(handler, handlers.names()));
    } else if (registered.context() != placed.context()) {
      findings.warning(
          placed.codePath(),
          "the handler '%s', which is made for a %s"
              .formatted(handler, registered.context().getSimpleName()),
          "a handler that is made for a " + placed.context().getSimpleName(),
          null);
    }
  }

  /** Problems of one file, found by path and told by line and column. */
  private record Findings(String file, SourcePlaces places, List<DefinitionProblem> problems) {
    Findings(String file, SourcePlaces places) {
      this(file, places, new ArrayList<>());
    }

    void error(String path, String found, String expected) {
      add(path, found, expected, null, false);
    }

    void warning(String path, String found, String expected, @Nullable String nearest) {
      add(path, found, expected, nearest, true);
    }

    private void add(
        String path, String found, String expected, @Nullable String nearest, boolean warning) {
      var place = places.at(path);
      problems.add(
          new DefinitionProblem(
              file, place.line(), place.column(), path, found, expected, nearest, warning));
    }
  }
}
