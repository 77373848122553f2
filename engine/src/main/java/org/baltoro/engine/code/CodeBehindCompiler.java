package org.baltoro.engine.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.baltoro.kernel.definition.EventDefinition.Code.CodeBehind;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.ProcessDefinition;

/**
 * Compiles the code-behind of a definition: all of it in one run, in memory, for Java 21.
 *
 * <p>The code of an event is the body of {@code void run(ServerEventContext k2) throws Exception}.
 * It may begin with imports from {@code java}, {@code javax} and {@code org.baltoro.api}; {@code
 * java.math}, {@code java.time}, {@code java.util} and {@code org.baltoro.api} are imported anyway.
 * Names of data fields that are written out, as in {@code k2.processInstance().dataFields()
 * .get("Amount")}, are checked against the definition.
 *
 * <p>Safe for many threads.
 */
public final class CodeBehindCompiler {
  private static final String COMPILER_MODULE = "jdk.compiler";

  private final ApiClasses api;

  /** Compiles against the API that this class is loaded with. */
  public CodeBehindCompiler() {
    this(CodeBehindCompiler.class.getClassLoader());
  }

  /**
   * @param apiLoader has the API to compile against
   */
  CodeBehindCompiler(ClassLoader apiLoader) {
    this.api = new ApiClasses(apiLoader);
  }

  /** True if this Java runtime has a compiler. */
  public static boolean isAvailable() {
    return ModuleLayer.boot().findModule(COMPILER_MODULE).isPresent();
  }

  /** The classes of all code in {@code definition}, or what is wrong with it. */
  public Compiled compile(ProcessDefinition definition) {
    var snippets = snippets(definition);
    if (snippets.isEmpty()) {
      return new Compiled(new LinkedHashMap<>(), List.of());
    }
    if (!isAvailable()) {
      return new Compiled(new LinkedHashMap<>(), List.of(noCompiler(snippets.getFirst())));
    }
    var problems = new ArrayList<CodeProblem>();
    for (var snippet : snippets) {
      problems.addAll(snippet.importProblems());
    }
    // Only here is anything touched that a Java runtime without a compiler lacks.
    return problems.isEmpty()
        ? JavacRun.compile(snippets, api)
        : new Compiled(new LinkedHashMap<>(), problems);
  }

  private static CodeProblem noCompiler(Snippet first) {
    return new CodeProblem(
        first.activity(),
        first.event(),
        1,
        1,
        "This server runs on Java %s without a compiler (module %s), so it can't compile code-behind. Run it on a JDK, or use registered handlers."
            .formatted(Runtime.version().feature(), COMPILER_MODULE),
        null);
  }

  private static List<Snippet> snippets(ProcessDefinition definition) {
    var sources = new ArrayList<String>();
    var snippets = new ArrayList<Snippet>();
    definition
        .activities()
        .forEach((name, activity) -> {
          for (var event : activity.events()) {
            if (event instanceof ServerEvent server
                && server.code() instanceof CodeBehind(var source)) {
              sources.addAll(List.of(name, server.name(), source));
            }
          }
        });
    var packageName = Snippet.packageName(definition.name().text(), sources);
    for (int at = 0; at < sources.size(); at += 3) {
      snippets.add(
          Snippet.of(
              definition,
              packageName,
              at / 3 + 1,
              sources.get(at),
              sources.get(at + 1),
              sources.get(at + 2)));
    }
    return snippets;
  }
}
