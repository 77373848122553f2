package org.baltoro.engine.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.baltoro.kernel.definition.EventDefinition.Code.CodeBehind;
import org.baltoro.kernel.definition.ProcessDefinition;

/**
 * Compiles the code-behind of a definition: all of it in one run, in memory, for Java 21.
 *
 * <p>Code is the body of {@code void run(ServerEventContext k2) throws Exception}, or of the same
 * with another context where it is no server event's: {@link PlacedCode#context}. It may begin with
 * imports from {@code java}, {@code javax} and {@code org.baltoro.api}; {@code java.math}, {@code
 * java.time}, {@code java.util} and {@code org.baltoro.api} are imported anyway. Names of data
 * fields that are written out, as in {@code k2.processInstance().dataFields() .get("Amount")}, and
 * of activities, as in {@code k2.gotoActivity("Pay", false)}, are checked against the definition.
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
        first.place(),
        1,
        1,
        "code, but a Java %s without a compiler to run on (module %s)"
            .formatted(Runtime.version().feature(), COMPILER_MODULE),
        "a JDK, or registered handlers",
        null);
  }

  private static List<Snippet> snippets(ProcessDefinition definition) {
    var placed =
        PlacedCode.of(definition).stream()
            .filter(code -> code.code() instanceof CodeBehind)
            .toList();
    var packageName = Snippet.packageName(definition.name().text(), placed);
    var snippets = new ArrayList<Snippet>();
    for (var code : placed) {
      snippets.add(Snippet.of(definition, packageName, snippets.size() + 1, code));
    }
    return snippets;
  }
}
