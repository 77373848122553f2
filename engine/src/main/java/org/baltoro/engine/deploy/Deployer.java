package org.baltoro.engine.deploy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Definitions.Deployment;
import org.baltoro.api.Problem;
import org.baltoro.engine.code.CodeBehindCompiler;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.engine.code.Handlers;
import org.baltoro.engine.code.PlacedCode;
import org.baltoro.kernel.Nearest;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.store.Store;
import org.baltoro.store.Store.GrantRow;
import org.baltoro.store.Store.NewVersion;
import org.jspecify.annotations.Nullable;

/**
 * Checks definitions and deploys them. All problems are told at once: of the file, the drawing, the
 * rules and the code.
 */
public final class Deployer {
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
  }

  /** Checks a definition file: needs no server. */
  public static Checked check(String source, String file) {
    var read = DefinitionReader.read(source, file);
    var problems = new ArrayList<>(read.problems());
    var definition = read.definition();
    SequencedMap<String, byte[]> classes = new LinkedHashMap<>();
    if (definition != null) {
      problems.addAll(ExpressionCheck.check(definition, read.places(), file));
      var compiled = new CodeBehindCompiler().compile(definition);
      classes.putAll(compiled.classes());
      for (var problem : compiled.problems()) {
        var path = codePath(definition, problem.place());
        var place = read.places().inText(path, problem.line(), problem.column());
        problems.add(
            new DefinitionProblem(
                file,
                place.line(),
                place.column(),
                path,
                problem.message(),
                "Java code that compiles",
                problem.nearest(),
                false));
      }
    }
    problems.sort(
        java.util.Comparator.comparingInt(DefinitionProblem::line)
            .thenComparingInt(DefinitionProblem::column));
    return new Checked(definition, classes, problems, read.places());
  }

  private static String codePath(ProcessDefinition definition, CodePlace place) {
    return PlacedCode.of(definition).stream()
        .filter(placed -> placed.place().equals(place) && placed.code() instanceof Code.CodeBehind)
        .findFirst()
        .orElseThrow()
        .codePath();
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
    var checked = check(source, file);
    var problems = new ArrayList<>(checked.problems);
    var definition = checked.definition;
    if (definition != null) {
      problems.addAll(ofThisEngine(definition, checked.places, file));
    }
    if (definition == null || !problems.stream().allMatch(DefinitionProblem::warning)) {
      throw new BaltoroException(
          Problem.INVALID_DEFINITION,
          "%s has %d problem(s):\n%s"
              .formatted(
                  file,
                  problems.size(),
                  String.join("\n", problems.stream().map(DefinitionProblem::toString).toList())),
          Map.of(),
          problems);
    }
    var name = definition.name().text();
    var rights =
        definition.rights().stream()
            .map(grant -> new GrantRow(name, grant.right(), grant.subject(), true))
            .toList();
    var deployed =
        store.deploy(
            new NewVersion(
                name,
                definition.description(),
                source,
                ContentHash.of(source),
                checked.classes,
                rights,
                makeDefault,
                user,
                clock.millis()));
    if (deployed.created() && deployed.version() == 1) {
      store.accounts().grant(new GrantRow(name, "admin", owner, false));
    }
    definitions.refresh();
    return new Deployment(name, deployed.version(), deployed.created(), problems);
  }

  /** What only a running engine knows: whether code is allowed, which handlers there are, mail. */
  private List<DefinitionProblem> ofThisEngine(
      ProcessDefinition definition, SourcePlaces places, String file) {
    var findings = new Findings(file, places);
    for (var placed : PlacedCode.of(definition)) {
      switch (placed.code()) {
        case Code.CodeBehind code when !codeBehindAllowed ->
            findings.error(
                placed.codePath(),
                "code in the definition",
                "a registered handler: this server accepts no code in definitions");
        case Code.CodeBehind allowed -> {}
        case Code.Handler(String name) -> lookUp(name, placed, findings);
      }
    }
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
