package org.baltoro.engine.code;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** One run of javac over all snippets of a definition. Loaded only where there is a compiler. */
final class JavacRun {
  private static final List<String> OPTIONS =
      List.of(
          "--release", "21", "-proc:none", "-g", "-parameters", "-implicit:none", "-Xlint:none");

  private static final String EXPECTED = "Java code that compiles";

  private final List<MemoryFiles.Source> sources;

  /** By the URI of their source: javac wraps the file objects that it is given. */
  private final Map<URI, Snippet> snippets = new LinkedHashMap<>();

  private final DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
  private final List<CodeProblem> problems = new ArrayList<>();

  private JavacRun(List<Snippet> snippets) {
    sources = snippets.stream().map(MemoryFiles.Source::new).toList();
    for (int at = 0; at < sources.size(); at++) {
      this.snippets.put(sources.get(at).toUri(), snippets.get(at));
    }
  }

  static Compiled compile(List<Snippet> snippets, ApiClasses api) {
    return new JavacRun(snippets).compile(ToolProvider.getSystemJavaCompiler(), api);
  }

  private Compiled compile(JavaCompiler compiler, ApiClasses api) {
    var standard =
        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8);
    try (var files = new MemoryFiles(standard, api)) {
      var task = (JavacTask) compiler.getTask(null, files, diagnostics, OPTIONS, null, sources);
      for (var unit : task.parse()) {
        check(unit, Trees.instance(task));
      }
      task.analyze();
      report();
      if (problems.isEmpty()) {
        task.generate();
        report();
      }
      return new Compiled(problems.isEmpty() ? files.classes() : new LinkedHashMap<>(), problems);
    } catch (IOException failure) {
      throw new UncheckedIOException("javac could not work in memory.", failure);
    }
  }

  /** What javac can't know: that fields exist, and that the code stayed inside of its method. */
  private void check(CompilationUnitTree unit, Trees trees) {
    var snippet = snippets.get(unit.getSourceFile().toUri());
    if (snippet != null && !hasErrors(unit.getSourceFile())) {
      problems.addAll(DataFieldUse.problems(snippet, unit, trees.getSourcePositions()));
    }
  }

  private boolean hasErrors(JavaFileObject file) {
    return diagnostics.getDiagnostics().stream()
        .anyMatch(found ->
            isError(found)
                && found.getSource() != null
                && found.getSource().toUri().equals(file.toUri()));
  }

  private void report() {
    for (var found : diagnostics.getDiagnostics()) {
      if (isError(found)) {
        problems.add(problem(found));
      }
    }
    var order = snippets.values().stream().map(Snippet::place).toList();
    problems.sort(
        Comparator.<CodeProblem>comparingInt(problem -> order.indexOf(problem.place()))
            .thenComparingInt(CodeProblem::line)
            .thenComparingInt(CodeProblem::column));
  }

  private static boolean isError(Diagnostic<?> found) {
    return found.getKind() == Diagnostic.Kind.ERROR;
  }

  private CodeProblem problem(Diagnostic<? extends JavaFileObject> found) {
    var told = found.getMessage(Locale.ENGLISH);
    var snippet = found.getSource() == null ? null : snippets.get(found.getSource().toUri());
    if (snippet == null) {
      return snippets.values().iterator().next().problem(0, refused(told), EXPECTED, null);
    }
    long offset = Math.max(0, found.getPosition());
    var unknown = UnknownSymbol.in(told);
    return unknown == null
        ? snippet.problem(offset, refused(told), EXPECTED, null)
        : snippet.problem(
            offset, unknown.found(), unknown.expected(), unknown.nearest(snippet.context()));
  }

  /** On one line, without the names of classes that nobody wrote. */
  private static String refused(String told) {
    return "what Java refuses: "
        + told.lines()
            .map(String::strip)
            .filter(line -> !line.startsWith("location:"))
            .map(line -> line.replaceAll("\\s+", " "))
            .collect(Collectors.joining("; "))
            .replaceAll("\\bjava\\.lang\\.(?=[A-Z]\\w*\\b(?!\\.))", "")
            .replaceAll("baltoro\\.process\\.p[0-9a-f]+\\.\\w+", "the code");
  }
}
