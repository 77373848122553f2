package org.baltoro.language.feel;

import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.feel.syntaxtree.Addition;
import org.camunda.feel.syntaxtree.ArithmeticNegation;
import org.camunda.feel.syntaxtree.AtLeastOne;
import org.camunda.feel.syntaxtree.ClosedConstRangeBoundary;
import org.camunda.feel.syntaxtree.Conjunction;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.ConstDate;
import org.camunda.feel.syntaxtree.ConstDateTime;
import org.camunda.feel.syntaxtree.ConstDayTimeDuration;
import org.camunda.feel.syntaxtree.ConstInputValue$;
import org.camunda.feel.syntaxtree.ConstList;
import org.camunda.feel.syntaxtree.ConstLocalDateTime;
import org.camunda.feel.syntaxtree.ConstLocalTime;
import org.camunda.feel.syntaxtree.ConstNull$;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstRange;
import org.camunda.feel.syntaxtree.ConstRangeBoundary;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.ConstTime;
import org.camunda.feel.syntaxtree.ConstYearMonthDuration;
import org.camunda.feel.syntaxtree.Disjunction;
import org.camunda.feel.syntaxtree.Division;
import org.camunda.feel.syntaxtree.Equal;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Exponentiation;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionDefinition;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.GreaterOrEqual;
import org.camunda.feel.syntaxtree.GreaterThan;
import org.camunda.feel.syntaxtree.If;
import org.camunda.feel.syntaxtree.In;
import org.camunda.feel.syntaxtree.InputEqualTo;
import org.camunda.feel.syntaxtree.InputGreaterOrEqual;
import org.camunda.feel.syntaxtree.InputGreaterThan;
import org.camunda.feel.syntaxtree.InputInRange;
import org.camunda.feel.syntaxtree.InputLessOrEqual;
import org.camunda.feel.syntaxtree.InputLessThan;
import org.camunda.feel.syntaxtree.IterationContext;
import org.camunda.feel.syntaxtree.LessOrEqual;
import org.camunda.feel.syntaxtree.LessThan;
import org.camunda.feel.syntaxtree.Multiplication;
import org.camunda.feel.syntaxtree.Not;
import org.camunda.feel.syntaxtree.OpenConstRangeBoundary;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.PathExpression;
import org.camunda.feel.syntaxtree.PositionalFunctionParameters;
import org.camunda.feel.syntaxtree.QualifiedFunctionInvocation;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.SomeItem;
import org.camunda.feel.syntaxtree.Subtraction;
import org.camunda.feel.syntaxtree.UnaryTestExpression;
import scala.Tuple2;

/**
 * Goes through a syntax tree once, lets pass what rules may be made of, and puts {@link
 * GuardedFunctions} in the places where the engine has no limit or another meaning. What isn't
 * listed here is refused.
 */
final class Preparation {
  static final int NODES_MAX = 500;
  static final int DEPTH_MAX = 200;
  static final int LOOPS_MAX = 2;

  /** Where the engine keeps what stands left of {@code in}. */
  private static final String INPUT = "cellInput";

  private static final Set<String> EXACT_ARGUMENTS =
      Set.of(
          "decimal",
          "floor",
          "ceiling",
          "round up",
          "round down",
          "round half up",
          "round half down",
          "modulo",
          "odd",
          "even");

  private final String text;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<List<String>> reads = new LinkedHashSet<>();
  private final Map<String, Temporal> moments = new LinkedHashMap<>();
  private boolean usesNow;
  private int nodes;

  private Preparation(String text) {
    this.text = text;
  }

  /**
   * Makes {@code text} ready.
   *
   * @throws RefusedExpression if it is no FEEL, or uses what rules can't
   */
  static PreparedExpression of(String text) throws RefusedExpression {
    return of(text, FeelReader.read(text));
  }

  static PreparedExpression of(String text, Exp tree) throws RefusedExpression {
    var preparation = new Preparation(text);
    var ready = preparation.visit(tree, new Place(0, 0, Set.of()));
    return new PreparedExpression(
        new ParsedExpression(ready, text),
        List.copyOf(preparation.names),
        List.copyOf(preparation.reads),
        preparation.moments,
        preparation.usesNow);
  }

  /**
   * Where in the tree.
   *
   * @param loops how many surround it
   * @param variables of these loops
   */
  private record Place(int depth, int loops, Set<String> variables) {
    Place inside() {
      return new Place(depth + 1, loops, variables);
    }

    Place inLoop(List<String> loopVariables) {
      var all = new HashSet<>(variables);
      all.addAll(loopVariables);
      return new Place(depth + 1, loops + loopVariables.size(), all);
    }
  }

  private Exp visit(Exp exp, Place outside) throws RefusedExpression {
    var place = outside.inside();
    if (++nodes > NODES_MAX || place.depth() > DEPTH_MAX) {
      throw refused("an expression of more than %d parts".formatted(NODES_MAX), "a shorter one");
    }
    return switch (exp) {
      case ConstNumber constant -> constant;
      case ConstString constant -> constant;
      case ConstBool constant -> constant;
      case ConstDate constant -> constant;
      case ConstLocalTime constant -> constant;
      case ConstYearMonthDuration constant -> constant;
      case ConstDayTimeDuration constant -> constant;
      case ConstLocalDateTime constant -> moment(constant.value());
      case ConstDateTime constant -> moment(constant.value());
      case ConstList list -> new ConstList(Scala.list(all(Scala.list(list.items()), place)));
      case Ref reference -> name(reference, place);
      case PathExpression path -> new PathExpression(visit(path.path(), place), path.key());

      case Addition sum -> new Addition(visit(sum.x(), place), visit(sum.y(), place));
      case Subtraction difference ->
          new Subtraction(visit(difference.x(), place), visit(difference.y(), place));
      case Multiplication product ->
          new Multiplication(visit(product.x(), place), visit(product.y(), place));
      case Division quotient ->
          new Division(visit(quotient.x(), place), visit(quotient.y(), place));
      case Exponentiation power ->
          new Exponentiation(visit(power.x(), place), visit(power.y(), place));
      case ArithmeticNegation negation -> new ArithmeticNegation(visit(negation.x(), place));

      case Equal equal -> new Equal(visit(equal.x(), place), visit(equal.y(), place));
      case LessThan less -> new LessThan(visit(less.x(), place), visit(less.y(), place));
      case LessOrEqual less -> new LessOrEqual(visit(less.x(), place), visit(less.y(), place));
      case GreaterThan greater ->
          new GreaterThan(visit(greater.x(), place), visit(greater.y(), place));
      case GreaterOrEqual greater ->
          new GreaterOrEqual(visit(greater.x(), place), visit(greater.y(), place));
      case Not not -> new Not(visit(not.x(), place));
      case Conjunction and -> new Conjunction(visit(and.x(), place), visit(and.y(), place));
      case Disjunction or -> new Disjunction(visit(or.x(), place), visit(or.y(), place));
      case If choice ->
          new If(
              visit(choice.condition(), place),
              visit(choice.statement(), place),
              visit(choice.elseStatement(), place));
      case In in -> new In(visit(in.x(), place), test(in.test(), place));

      case For loop -> {
        var iterators = iterators(loop.iterators(), place);
        yield new For(iterators, step(visit(loop.exp(), inLoop(loop.iterators(), place))));
      }
      case SomeItem loop -> {
        var iterators = iterators(loop.iterators(), place);
        yield new SomeItem(
            iterators, step(visit(loop.condition(), inLoop(loop.iterators(), place))));
      }
      case EveryItem loop -> {
        var iterators = iterators(loop.iterators(), place);
        yield new EveryItem(
            iterators, step(visit(loop.condition(), inLoop(loop.iterators(), place))));
      }
      case Filter filter -> filter(filter, place);
      case FunctionInvocation call -> call(call, place);
      default -> other(exp);
    };
  }

  /** Constants without fields, and what is refused. */
  private Exp other(Exp exp) throws RefusedExpression {
    if (exp.equals(ConstNull$.MODULE$)) {
      return exp;
    }
    if (exp.equals(ConstInputValue$.MODULE$)) {
      throw refused("'?'", "a name or value");
    }
    throw switch (exp) {
      case ConstTime ignored ->
          refused(
              "a time of day with an offset",
              "one without: times are in the definition's time zone, time(\"09:00:00\")");
      case ConstContext ignored -> refused("a context in braces", "a name, value or list");
      case FunctionDefinition ignored -> refused("a function definition", "a ready function");
      case QualifiedFunctionInvocation call ->
          refused("a call of '" + call.function() + "' on a value", "a function by its name");
      case ConstRange ignored -> refused("a range", "a range behind 'in' only");
      case IterationContext ignored -> refused("a range", "a range in a loop only");
      case InputLessThan ignored -> refused("'<' without a left side", "a value before it");
      case InputLessOrEqual ignored -> refused("'<=' without a left side", "a value before it");
      case InputGreaterThan ignored -> refused("'>' without a left side", "a value before it");
      case InputGreaterOrEqual ignored -> refused("'>=' without a left side", "a value before it");
      case InputInRange ignored -> refused("a range", "a range behind 'in' only");
      default ->
          refused("'" + exp.getClass().getSimpleName() + "'", "what the documentation lists");
    };
  }

  private List<Exp> all(List<Exp> expressions, Place place) throws RefusedExpression {
    var ready = new ArrayList<Exp>();
    for (var expression : expressions) {
      ready.add(visit(expression, place));
    }
    return ready;
  }

  private Exp moment(Temporal value) {
    var variable = "#moment " + moments.size();
    moments.put(variable, value);
    return variable(variable);
  }

  private Exp name(Ref reference, Place place) {
    var first = reference.names().head();
    if (!place.variables().contains(first)) {
      names.add(first);
      reads.add(List.copyOf(Scala.list(reference.names())));
    }
    return reference;
  }

  /** What stands behind {@code in}. */
  private Exp test(Exp test, Place outside) throws RefusedExpression {
    var place = outside.inside();
    nodes++;
    return switch (test) {
      case AtLeastOne several -> {
        var ready = new ArrayList<Exp>();
        for (var one : Scala.list(several.xs())) {
          ready.add(test(one, place));
        }
        yield new AtLeastOne(Scala.list(ready));
      }
      case InputLessThan less -> new InputLessThan(visit(less.x(), place));
      case InputLessOrEqual less -> new InputLessOrEqual(visit(less.x(), place));
      case InputGreaterThan greater -> new InputGreaterThan(visit(greater.x(), place));
      case InputGreaterOrEqual greater -> new InputGreaterOrEqual(visit(greater.x(), place));
      case InputEqualTo equal -> among(visit(equal.x(), place));
      case InputInRange in ->
          new InputInRange(
              new ConstRange(
                  boundary(in.range().start(), place), boundary(in.range().end(), place)));
      case UnaryTestExpression value -> among(visit(value.exp(), place));
      default -> among(visit(test, place));
    };
  }

  private ConstRangeBoundary boundary(ConstRangeBoundary boundary, Place place)
      throws RefusedExpression {
    return switch (boundary) {
      case OpenConstRangeBoundary open -> new OpenConstRangeBoundary(visit(open.value(), place));
      default -> new ClosedConstRangeBoundary(visit(boundary.value(), place));
    };
  }

  /** The engine would report a value that isn't in the list as one that can't be compared. */
  private static Exp among(Exp value) {
    return invoke(GuardedFunctions.IN, variable(INPUT), value);
  }

  private static Exp step(Exp body) {
    return invoke(GuardedFunctions.STEP, body);
  }

  private Place inLoop(scala.collection.immutable.List<Tuple2<String, Exp>> iterators, Place place)
      throws RefusedExpression {
    var variables = Scala.list(iterators).stream().map(Tuple2::_1).toList();
    return allowed(place.inLoop(variables));
  }

  private Place allowed(Place place) throws RefusedExpression {
    if (place.loops() > LOOPS_MAX) {
      throw refused(
          "loops (for, some, every, filters) nested more than " + LOOPS_MAX + " deep",
          "a flatter expression, or code");
    }
    return place;
  }

  private scala.collection.immutable.List<Tuple2<String, Exp>> iterators(
      scala.collection.immutable.List<Tuple2<String, Exp>> iterators, Place place)
      throws RefusedExpression {
    var limit = iterators.size() == 1 ? GuardedFunctions.LOOP : GuardedFunctions.LOOP_OF_TWO;
    var ready = new ArrayList<Tuple2<String, Exp>>();
    for (var iterator : Scala.list(iterators)) {
      var source =
          iterator._2() instanceof IterationContext range
              ? invoke(
                  GuardedFunctions.RANGE, visit(range.start(), place), visit(range.end(), place))
              : visit(iterator._2(), place);
      ready.add(new Tuple2<>(iterator._1(), invoke(limit, source)));
    }
    return Scala.list(ready);
  }

  private Exp filter(Filter filter, Place place) throws RefusedExpression {
    var list = visit(filter.list(), place);
    if (isIndex(filter.filter())) {
      return new Filter(list, filter.filter());
    }
    var condition = visit(filter.filter(), allowed(place.inLoop(List.of("item"))));
    return new Filter(
        invoke(GuardedFunctions.LOOP, list), invoke(GuardedFunctions.CONDITION, condition));
  }

  static boolean isIndex(Exp filter) {
    return filter instanceof ConstNumber
        || (filter instanceof ArithmeticNegation negation && negation.x() instanceof ConstNumber);
  }

  private Exp call(FunctionInvocation call, Place place) throws RefusedExpression {
    if (FeelFunction.named(call.function()) == null) {
      throw refused("the function '" + call.function() + "'", "a function that rules may call");
    }
    if (!(call.params() instanceof PositionalFunctionParameters parameters)) {
      throw refused("arguments by name", "arguments in their order");
    }
    usesNow |= call.function().equals("now") || call.function().equals("today");
    var arguments = new ArrayList<Exp>();
    for (var argument : all(Scala.list(parameters.params()), place)) {
      arguments.add(
          EXACT_ARGUMENTS.contains(call.function())
              ? invoke(GuardedFunctions.EXACT, argument)
              : argument);
    }
    return new FunctionInvocation(
        call.function(), new PositionalFunctionParameters(Scala.list(arguments)));
  }

  private static Exp invoke(String function, Exp... arguments) {
    return new FunctionInvocation(
        function, new PositionalFunctionParameters(Scala.list(List.of(arguments))));
  }

  private static Exp variable(String name) {
    return new Ref(Scala.list(List.of(name)));
  }

  private RefusedExpression refused(String found, String expected) {
    return FeelReader.refused(text, 0, found, expected);
  }
}
