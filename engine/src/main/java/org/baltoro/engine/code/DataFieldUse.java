package org.baltoro.engine.code;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.kernel.Nearest;
import org.baltoro.kernel.definition.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Finds data fields and activities that a snippet names and the definition lacks, and fields that
 * it reads as another type. Names in variables are seen at run time only.
 */
final class DataFieldUse extends TreeScanner<@Nullable Void, @Nullable Void> {
  private static final Map<String, DataType> TYPED_READS =
      Map.of(
          "getString", DataType.STRING,
          "getBoolean", DataType.BOOLEAN,
          "getInteger", DataType.INTEGER,
          "getLong", DataType.LONG,
          "getDecimal", DataType.DECIMAL,
          "getDouble", DataType.DOUBLE,
          "getDate", DataType.DATE,
          "getDateTime", DataType.DATETIME);

  /** Methods of DataFields that give the same data fields. */
  private static final Set<String> CHAINED = Set.of("set", "ifUnchanged");

  /** Methods of {@code k2} that take names of activities. */
  private static final Set<String> ACTIVITY_METHODS = Set.of("gotoActivity", "expireActivity");

  /** Of the class that is put around the code: a constant and the method. */
  private static final int MEMBERS = 2;

  private final Snippet snippet;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final List<CodeProblem> problems = new ArrayList<>();

  private DataFieldUse(Snippet snippet, CompilationUnitTree unit, SourcePositions positions) {
    this.snippet = snippet;
    this.unit = unit;
    this.positions = positions;
  }

  static List<CodeProblem> problems(
      Snippet snippet, CompilationUnitTree unit, SourcePositions positions) {
    var use = new DataFieldUse(snippet, unit, positions);
    use.scan(unit, null);
    use.refuseEscape();
    return use.problems;
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
    if (call.getMethodSelect() instanceof MemberSelectTree select) {
      if (isK2(select.getExpression())
          && ACTIVITY_METHODS.contains(select.getIdentifier().toString())) {
        call.getArguments().forEach(this::checkActivity);
      }
      var owner = ownerOf(select.getExpression());
      if (owner != null
          && !call.getArguments().isEmpty()
          && call.getArguments().getFirst() instanceof LiteralTree literal
          && literal.getValue() instanceof String name) {
        check(select.getIdentifier().toString(), name, literal, owner);
      }
    }
    return super.visitMethodInvocation(call, null);
  }

  /** Who has data fields. */
  private record Owner(String label, Map<String, DataType> fields) {}

  /** The fields behind {@code k2.processInstance().dataFields()} and the like; null if others. */
  private @Nullable Owner ownerOf(ExpressionTree receiver) {
    var call = callOf(receiver);
    if (call == null) {
      return null;
    }
    var method = call.getIdentifier().toString();
    if (CHAINED.contains(method)) {
      return ownerOf(call.getExpression());
    }
    var instance = method.equals("dataFields") ? callOf(call.getExpression()) : null;
    if (instance == null || !isK2(instance.getExpression())) {
      return null;
    }
    var activityFields = snippet.activityFields();
    return switch (instance.getIdentifier().toString()) {
      case "processInstance" -> new Owner("process", snippet.processFields());
      case "activityInstance" ->
          activityFields == null ? null : new Owner("activity", activityFields);
      default -> null;
    };
  }

  private static boolean isK2(ExpressionTree tree) {
    return tree instanceof IdentifierTree variable && variable.getName().contentEquals("k2");
  }

  /** Arguments that are text name activities, in these methods. */
  private void checkActivity(ExpressionTree argument) {
    if (argument instanceof LiteralTree literal
        && literal.getValue() instanceof String name
        && !snippet.activities().contains(name)) {
      problem(
          literal,
          "the activity '%s', which does not exist".formatted(name),
          "one of " + String.join(", ", snippet.activities()),
          Nearest.to(name, snippet.activities()));
    }
  }

  private static @Nullable MemberSelectTree callOf(ExpressionTree tree) {
    return tree instanceof MethodInvocationTree call
            && call.getMethodSelect() instanceof MemberSelectTree select
        ? select
        : null;
  }

  private void check(String method, String name, LiteralTree at, Owner owner) {
    var wanted = TYPED_READS.get(method);
    if (wanted == null && !method.equals("get") && !method.equals("set")) {
      return;
    }
    var fields = owner.fields();
    var type = fields.get(name);
    if (type == null) {
      problem(
          at,
          "the data field '%s', which the %s does not have".formatted(name, owner.label()),
          fields.isEmpty()
              ? "no data field: it has none"
              : "one of " + String.join(", ", fields.keySet()),
          Nearest.to(name, fields.keySet()));
    } else if (wanted != null && wanted != type) {
      problem(
          at,
          "'%s' on the data field '%s', which is of type %s".formatted(method, name, type.label()),
          "'%s'".formatted(reader(type)),
          null);
    }
  }

  private static String reader(DataType type) {
    return TYPED_READS.entrySet().stream()
        .filter(read -> read.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("get");
  }

  /** A brace too many ends the method early: the rest would be members of the class, or classes. */
  private void refuseEscape() {
    var types = unit.getTypeDecls();
    var type = (ClassTree) types.getFirst();
    type.getMembers().stream().skip(MEMBERS).findFirst().ifPresent(this::escape);
    types.stream().skip(1).findFirst().ifPresent(this::escape);
  }

  private void escape(Tree tree) {
    problem(
        tree,
        "more behind the brace that ends the code",
        "nothing: code is the body of a method, and this brace is one too many",
        null);
  }

  private void problem(Tree tree, String found, String expected, @Nullable String nearest) {
    problems.add(snippet.problem(positions.getStartPosition(unit, tree), found, expected, nearest));
  }
}
