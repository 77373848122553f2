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
import org.baltoro.engine.code.Handlers;
import org.baltoro.engine.rule.RuleCheck;
import org.baltoro.kernel.Nearest;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.Expression;
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

  public Deployer(
      Store store,
      DefinitionRegistry definitions,
      Handlers handlers,
      InstantSource clock,
      boolean codeBehindAllowed) {
    this.store = store;
    this.definitions = definitions;
    this.handlers = handlers;
    this.clock = clock;
    this.codeBehindAllowed = codeBehindAllowed;
  }

  /**
   * What the check found.
   *
   * @param definition null when the file could not be read as one
   * @param classes compiled code-behind
   */
  public record Checked(
      @Nullable ProcessDefinition definition,
      SequencedMap<String, byte[]> classes,
      List<DefinitionProblem> problems) {

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
      checkRules(definition, read.places(), file, problems);
      var compiled = new CodeBehindCompiler().compile(definition);
      classes.putAll(compiled.classes());
      for (var problem : compiled.problems()) {
        var path = codePath(definition, problem.activity(), problem.event());
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
    return new Checked(definition, classes, problems);
  }

  /**
   * Deploys a definition file as a new version and the default one, unless it says what the newest
   * says.
   *
   * @param user gets Admin on a process that is new
   * @throws BaltoroException {@link Problem#INVALID_DEFINITION} with all problems
   */
  public Deployment deploy(String source, String file, String user) {
    var owner = Subject.user(user).toString();
    var checked = check(source, file);
    var problems = new ArrayList<>(checked.problems);
    var definition = checked.definition;
    if (definition != null) {
      problems.addAll(ofThisEngine(definition, file));
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
                user,
                clock.millis()));
    if (deployed.created() && deployed.version() == 1) {
      store.accounts().grant(new GrantRow(name, "admin", owner, false));
    }
    definitions.refresh();
    return new Deployment(name, deployed.version(), deployed.created(), problems);
  }

  /** What only a running engine knows: whether code is allowed, which handlers there are. */
  private List<DefinitionProblem> ofThisEngine(ProcessDefinition definition, String file) {
    var problems = new ArrayList<DefinitionProblem>();
    for (var activity : definition.activities().values()) {
      for (var event : activity.events()) {
        switch (event) {
          case ServerEvent server -> {
            var path = codePath(definition, activity.name(), server.name());
            switch (server.code()) {
              case Code.CodeBehind c when !codeBehindAllowed ->
                  problems.add(
                      new DefinitionProblem(
                          file,
                          0,
                          0,
                          path,
                          "code in the definition",
                          "a registered handler: this server accepts no code in definitions",
                          null,
                          false));
              case Code.Handler(String name) when !handlers.names().contains(name) ->
                  problems.add(
                      new DefinitionProblem(
                          file,
                          0,
                          0,
                          path,
                          "the handler '%s'".formatted(name),
                          "a handler that is registered on this node, before instances reach it",
                          Nearest.to(name, handlers.names()),
                          true));
              case Code.CodeBehind c -> {}
              case Code.Handler h -> {}
            }
          }
        }
      }
    }
    return problems;
  }

  private static void checkRules(
      ProcessDefinition definition,
      SourcePlaces places,
      String file,
      List<DefinitionProblem> problems) {
    var process = names(Map.of(), definition.dataFields());
    if (definition.folio() != null) {
      check(definition.folio(), process, RuleCheck.Expected.TEXT, "folio", places, file, problems);
    }
    for (var activity : definition.activities().values()) {
      var path = "activities." + activity.name();
      if (activity.precedingRule() != null) {
        check(
            activity.precedingRule(),
            process,
            RuleCheck.Expected.BOOLEAN,
            path + ".precedingRule",
            places,
            file,
            problems);
      }
      var names = names(process, activity.dataFields());
      for (int line = 0; line < activity.lines().size(); line++) {
        var rule = activity.lines().get(line).rule();
        if (rule != null) {
          check(
              rule,
              names,
              RuleCheck.Expected.BOOLEAN,
              "%s.lines[%d].when".formatted(path, line),
              places,
              file,
              problems);
        }
      }
    }
  }

  private static void check(
      Expression expression,
      Map<String, DataType> names,
      RuleCheck.Expected expected,
      String path,
      SourcePlaces places,
      String file,
      List<DefinitionProblem> problems) {
    for (var problem : RuleCheck.check(expression, names, expected)) {
      var place = places.inText(path, problem.line(), problem.column());
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
  }

  private static Map<String, DataType> names(
      Map<String, DataType> outer, List<DataFieldDefinition> fields) {
    var names = new LinkedHashMap<>(outer);
    fields.forEach(field -> names.put(field.name(), field.type()));
    return names;
  }

  private static String codePath(ProcessDefinition definition, String activity, String event) {
    ActivityDefinition defined = definition.activity(activity);
    for (int place = 0; place < defined.events().size(); place++) {
      if (defined.events().get(place).name().equals(event)) {
        return "activities.%s.events[%d].code".formatted(activity, place);
      }
    }
    return "activities." + activity;
  }
}
