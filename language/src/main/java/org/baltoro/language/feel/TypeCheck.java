package org.baltoro.language.feel;

import static org.baltoro.language.feel.Expected.VALUE;
import static org.baltoro.language.feel.FeelType.ANY;
import static org.baltoro.language.feel.FeelType.BOOLEAN;
import static org.baltoro.language.feel.FeelType.DATE;
import static org.baltoro.language.feel.FeelType.DATETIME;
import static org.baltoro.language.feel.FeelType.DAYS;
import static org.baltoro.language.feel.FeelType.LIST;
import static org.baltoro.language.feel.FeelType.MONTHS;
import static org.baltoro.language.feel.FeelType.NULL;
import static org.baltoro.language.feel.FeelType.NUMBER;
import static org.baltoro.language.feel.FeelType.STRING;
import static org.baltoro.language.feel.FeelType.TIME;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Nearest;
import org.baltoro.language.feel.FeelToken.Kind;
import org.camunda.feel.syntaxtree.Addition;
import org.camunda.feel.syntaxtree.ArithmeticNegation;
import org.camunda.feel.syntaxtree.AtLeastOne;
import org.camunda.feel.syntaxtree.Comparison;
import org.camunda.feel.syntaxtree.Conjunction;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstDate;
import org.camunda.feel.syntaxtree.ConstDateTime;
import org.camunda.feel.syntaxtree.ConstDayTimeDuration;
import org.camunda.feel.syntaxtree.ConstList;
import org.camunda.feel.syntaxtree.ConstLocalDateTime;
import org.camunda.feel.syntaxtree.ConstLocalTime;
import org.camunda.feel.syntaxtree.ConstNull$;
import org.camunda.feel.syntaxtree.ConstNumber;
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
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.GreaterOrEqual;
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
import org.camunda.feel.syntaxtree.Multiplication;
import org.camunda.feel.syntaxtree.Not;
import org.camunda.feel.syntaxtree.PathExpression;
import org.camunda.feel.syntaxtree.PositionalFunctionParameters;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.SomeItem;
import org.camunda.feel.syntaxtree.Subtraction;
import org.camunda.feel.syntaxtree.UnaryTestExpression;
import scala.Tuple2;

/**
 * Finds names that aren't there and types that can't go together. Goes through the tree in the
 * order of the text, and through the text's tokens beside it: that is where positions come from.
 * What rules can't use at all is left to {@link Preparation}, whose list is the complete one.
 */
final class TypeCheck {
  private final String text;
  private final List<FeelToken> tokens;
  private final List<ExpressionProblem> problems = new ArrayList<>();
  private final Names allowed;
  private Map<String, Known> names;
  private int cursor;

  /**
   * What is known of a part.
   *
   * @param offset where it begins in the text
   */
  private record Part(Known known, int offset) {
    Part(FeelType type, int offset) {
      this(Known.of(type), offset);
    }

    FeelType type() {
      return known.type();
    }
  }

  private TypeCheck(String text, Names names) {
    this.text = text;
    this.tokens = FeelToken.of(text);
    this.allowed = names;
    this.names = names.known();
  }

  static List<ExpressionProblem> problems(String text, Exp tree, Names names, Expected expected) {
    var check = new TypeCheck(text, names);
    var whole = check.visit(tree);
    boolean fits =
        expected.allows(whole.type())
            && (whole.type() != NULL || expected == VALUE || expected == Expected.FIELD);
    if (check.problems.isEmpty() && !fits) {
      check.problem(
          new Part(whole.type(), 0),
          "an expression that gives " + whole.type().label(),
          expected.label() + mend(expected, whole.type()));
    }
    return List.copyOf(check.problems);
  }

  private static String mend(Expected expected, FeelType given) {
    return switch (expected) {
      case TEXT -> given == NULL ? "" : ": use string(...)";
      case MOMENT -> given == STRING ? ": use date(...) or date and time(...)" : "";
      case FIELD -> given == NULL ? "" : ": use string(...)";
      case BOOLEAN, VALUE, NUMBER, DATE, TIME, DATETIME, LIST -> "";
    };
  }

  private Part visit(Exp exp) {
    return switch (exp) {
      case ConstNumber ignored -> constant(NUMBER, Kind.NUMBER);
      case ConstString ignored -> constant(STRING, Kind.STRING);
      case ConstDate ignored -> constant(DATE, Kind.STRING);
      case ConstLocalTime ignored -> constant(TIME, Kind.STRING);
      case ConstTime ignored -> constant(TIME, Kind.STRING);
      case ConstLocalDateTime ignored -> constant(DATETIME, Kind.STRING);
      case ConstDateTime ignored -> constant(DATETIME, Kind.STRING);
      case ConstYearMonthDuration ignored -> constant(MONTHS, Kind.STRING);
      case ConstDayTimeDuration ignored -> constant(DAYS, Kind.STRING);
      case ConstBool flag -> new Part(BOOLEAN, word(String.valueOf(flag.value())));
      case ConstList list -> list(list);
      case Ref reference -> reference(reference);
      case PathExpression path -> property(visit(path.path()), path.key());

      case Addition sum -> addition(visit(sum.x()), visit(sum.y()));
      case Subtraction difference -> subtraction(visit(difference.x()), visit(difference.y()));
      case Multiplication product -> multiplication(visit(product.x()), visit(product.y()));
      case Division quotient -> division(visit(quotient.x()), visit(quotient.y()));
      case Exponentiation power -> {
        var base = needs(visit(power.x()), NUMBER, "'**'");
        needs(visit(power.y()), NUMBER, "'**'");
        yield new Part(NUMBER, base.offset());
      }
      case ArithmeticNegation negation -> needs(visit(negation.x()), NUMBER, "'-'");

      case Equal equal -> equal(visit(equal.x()), visit(equal.y()));
      case Comparison comparison -> order(visit(comparison.x()), visit(comparison.y()));
      case Not not -> needs(visit(not.x()), BOOLEAN, "'not'");
      case Conjunction and -> isBetween(and) ? between(and) : both(and.x(), and.y(), "'and'");
      case Disjunction or -> both(or.x(), or.y(), "'or'");
      case If choice -> {
        var condition = needs(visit(choice.condition()), BOOLEAN, "'if'");
        var then = visit(choice.statement()).type();
        yield new Part(then.or(visit(choice.elseStatement()).type()), condition.offset());
      }
      case In in -> {
        var input = visit(in.x());
        test(in.test(), input);
        yield new Part(BOOLEAN, input.offset());
      }

      case For loop -> {
        loop(Scala.list(loop.iterators()), loop.exp());
        yield new Part(LIST, 0);
      }
      case SomeItem loop -> {
        var condition = loop(Scala.list(loop.iterators()), loop.condition());
        yield new Part(BOOLEAN, needs(condition, BOOLEAN, "'satisfies'").offset());
      }
      case EveryItem loop -> {
        var condition = loop(Scala.list(loop.iterators()), loop.condition());
        yield new Part(BOOLEAN, needs(condition, BOOLEAN, "'satisfies'").offset());
      }
      case Filter filter -> filter(filter);
      case FunctionInvocation call -> call(call);
      default ->
          exp.equals(ConstNull$.MODULE$)
              ? new Part(NULL, word("null"))
              : new Part(ANY, offset(cursor));
    };
  }

  // Names and constants: they move the cursor.

  private Part constant(FeelType type, Kind kind) {
    for (int at = cursor; at < tokens.size(); at++) {
      if (tokens.get(at).kind() == kind) {
        cursor = at + 1;
        return new Part(type, offset(at));
      }
    }
    return new Part(type, offset(cursor));
  }

  /** Moves the cursor behind the next token of this name, and gives its offset. */
  private int word(String name) {
    for (int at = cursor; at < tokens.size(); at++) {
      if (tokens.get(at).kind() == Kind.NAME && tokens.get(at).name().equals(name)) {
        cursor = at + 1;
        return offset(at);
      }
    }
    return offset(cursor);
  }

  private int offset(int token) {
    return token < tokens.size() ? tokens.get(token).offset() : text.length();
  }

  private Part list(ConstList list) {
    int from = offset(cursor);
    for (var item : Scala.list(list.items())) {
      visit(item);
    }
    return new Part(LIST, from);
  }

  private Part reference(Ref reference) {
    var path = Scala.list(reference.names());
    var name = path.getFirst();
    int at = word(name);
    var known = names.get(name);
    if (known == null) {
      problems.add(unknown(name, at));
      known = Known.ANY;
    }
    var part = new Part(known, at);
    for (var key : path.subList(1, path.size())) {
      part = property(part, key);
    }
    return part;
  }

  private ExpressionProblem unknown(String name, int at) {
    var where = allowed.elsewhere().get(name);
    return where != null
        ? ExpressionProblem.at(
            text, at, "'%s', which is known in %s only".formatted(name, where), allowed.expected())
        : ExpressionProblem.at(
            text,
            at,
            "the unknown name '" + name + "'",
            names.isEmpty() ? "no name: there are none" : allowed.expected(),
            Nearest.to(name, names.keySet()));
  }

  private Part property(Part owner, String key) {
    var words = key.split(" ", -1);
    int at = word(words[0]);
    for (int index = 1; index < words.length; index++) {
      word(words[index]);
    }
    var type = owner.type();
    if (!owner.known().entries().isEmpty()) {
      return entry(owner, key, at);
    }
    if (type.hasOpenProperties() || key.equals("time offset") || key.equals("timezone")) {
      return new Part(ANY, owner.offset());
    }
    var known = type.properties().get(key);
    if (known == null) {
      var properties = type.properties().keySet().stream().sorted().toList();
      problems.add(
          ExpressionProblem.at(
              text,
              at,
              "'.%s' on %s".formatted(key, type.label()),
              properties.isEmpty()
                  ? "nothing: it has no properties"
                  : "one of " + String.join(", ", properties),
              Nearest.to(key, properties)));
      return new Part(ANY, owner.offset());
    }
    return new Part(known, owner.offset());
  }

  /** What stands behind the dot of a context, or of a list of contexts: then it is a list, too. */
  private Part entry(Part owner, String key, int at) {
    var entries = owner.known().entries();
    var known = entries.get(key);
    if (known == null) {
      problems.add(
          ExpressionProblem.at(
              text,
              at,
              "the unknown name '%s' behind a dot".formatted(key),
              "one of " + String.join(", ", entries.keySet()),
              Nearest.to(key, entries.keySet())));
      return new Part(ANY, owner.offset());
    }
    return new Part(owner.type() == LIST ? Known.of(LIST) : known, owner.offset());
  }

  // Operators.

  private Part needs(Part part, FeelType type, String where) {
    if (!part.type().canBe(type)) {
      problem(part, part.type().label() + " at " + where, type.label());
    }
    return part.type() == type ? part : new Part(type, part.offset());
  }

  private Part both(Exp left, Exp right, String where) {
    var first = needs(visit(left), BOOLEAN, where);
    needs(visit(right), BOOLEAN, where);
    return first;
  }

  /** The parser makes two comparisons of it, of one and the same value. */
  @SuppressWarnings("ReferenceEquality") // one and the same, not an equal one
  private static boolean isBetween(Conjunction and) {
    return and.x() instanceof GreaterOrEqual low
        && and.y() instanceof LessOrEqual high
        && low.x() == high.x();
  }

  private Part between(Conjunction and) {
    var low = (GreaterOrEqual) and.x();
    var value = visit(low.x());
    order(value, visit(low.y()));
    return order(value, visit(((LessOrEqual) and.y()).y()));
  }

  private Part equal(Part left, Part right) {
    boolean comparable =
        left.type().canBe(right.type()) || left.type() == NULL || right.type() == NULL;
    if (!comparable) {
      clash(left, right);
    }
    return new Part(BOOLEAN, left.offset());
  }

  private Part order(Part left, Part right) {
    if (!left.type().isOrdered()) {
      problem(left, left.type().label() + " at an order", "numbers, strings, dates or durations");
    } else if (!right.type().isOrdered()) {
      problem(right, right.type().label() + " at an order", "numbers, strings, dates or durations");
    } else if (!left.type().canBe(right.type())) {
      clash(left, right);
    }
    return new Part(BOOLEAN, left.offset());
  }

  private void clash(Part left, Part right) {
    boolean dates =
        (left.type() == DATE && right.type() == DATETIME)
            || (left.type() == DATETIME && right.type() == DATE);
    problem(
        left,
        "%s compared with %s".formatted(left.type().label(), right.type().label()),
        dates ? "two dates: use date(...) on the date and time" : "two values of one type");
  }

  private Part addition(Part left, Part right) {
    var type = sum(left.type(), right.type());
    if (type == NULL) {
      boolean text = left.type() == STRING || right.type() == STRING;
      wrong(
          left,
          right,
          "'+'",
          text
              ? "two strings: use string(...) on the other"
              : "two numbers, two strings, or a date or time and a duration");
    }
    return new Part(type == NULL ? ANY : type, left.offset());
  }

  /** Null if there is none. */
  private static FeelType sum(FeelType left, FeelType right) {
    if (left.isDuration() && !right.isDuration() && right != ANY) {
      return sum(right, left);
    }
    return switch (left) {
      case NUMBER, STRING, DAYS, MONTHS -> left.canBe(right) ? left : NULL;
      case DATE, DATETIME -> right.isDuration() || right == ANY ? left : NULL;
      case TIME -> right == DAYS || right == ANY ? left : NULL;
      case ANY ->
          switch (right) {
            case NULL, BOOLEAN, LIST, CONTEXT -> NULL;
            case DATE, TIME, DATETIME, NUMBER, STRING -> right;
            case ANY, DAYS, MONTHS -> ANY;
          };
      case NULL, BOOLEAN, LIST, CONTEXT -> NULL;
    };
  }

  private Part subtraction(Part left, Part right) {
    var type = difference(left.type(), right.type());
    if (type == NULL) {
      wrong(left, right, "'-'", "two numbers, two dates, or a date or time and a duration");
    }
    return new Part(type == NULL ? ANY : type, left.offset());
  }

  private static FeelType difference(FeelType left, FeelType right) {
    return switch (left) {
      case NUMBER, DAYS, MONTHS -> left.canBe(right) ? left : NULL;
      case DATE, DATETIME ->
          right == left ? DAYS : right.isDuration() ? left : right == ANY ? ANY : NULL;
      case TIME -> right == TIME ? DAYS : right == DAYS ? TIME : right == ANY ? ANY : NULL;
      case ANY ->
          switch (right) {
            case NULL, STRING, BOOLEAN, LIST, CONTEXT -> NULL;
            case NUMBER -> NUMBER;
            case ANY, DATE, TIME, DATETIME, DAYS, MONTHS -> ANY;
          };
      case NULL, STRING, BOOLEAN, LIST, CONTEXT -> NULL;
    };
  }

  private Part multiplication(Part left, Part right) {
    var type =
        left.type().isDuration()
            ? (right.type().canBe(NUMBER) ? left.type() : NULL)
            : right.type().isDuration()
                ? (left.type().canBe(NUMBER) ? right.type() : NULL)
                : left.type().canBe(NUMBER) && right.type().canBe(NUMBER)
                    ? left.type() == ANY || right.type() == ANY ? ANY : NUMBER
                    : NULL;
    if (type == NULL) {
      wrong(left, right, "'*'", "two numbers, or a number and a duration");
    }
    return new Part(type == NULL ? ANY : type, left.offset());
  }

  private Part division(Part left, Part right) {
    var type =
        left.type().isDuration()
            ? right.type() == NUMBER
                ? left.type()
                : right.type() == left.type() ? NUMBER : right.type() == ANY ? ANY : NULL
            : left.type().canBe(NUMBER) && (right.type().canBe(NUMBER) || left.type() == ANY)
                ? left.type() == NUMBER ? NUMBER : ANY
                : NULL;
    if (type == NULL || right.type() == STRING || right.type() == BOOLEAN) {
      wrong(left, right, "'/'", "two numbers, or a duration and a number");
    }
    return new Part(type == NULL ? ANY : type, left.offset());
  }

  private void wrong(Part left, Part right, String operator, String expected) {
    problem(
        left, "%s %s %s".formatted(left.type().label(), operator, right.type().label()), expected);
  }

  // Behind 'in'.

  private void test(Exp test, Part input) {
    switch (test) {
      case AtLeastOne several -> {
        for (var one : Scala.list(several.xs())) {
          test(one, input);
        }
      }
      case InputLessThan less -> order(input, visit(less.x()));
      case InputLessOrEqual less -> order(input, visit(less.x()));
      case InputGreaterThan greater -> order(input, visit(greater.x()));
      case InputGreaterOrEqual greater -> order(input, visit(greater.x()));
      case InputEqualTo equal -> equal(input, visit(equal.x()));
      case InputInRange in -> {
        order(input, visit(in.range().start().value()));
        order(input, visit(in.range().end().value()));
      }
      case UnaryTestExpression value when value.exp() instanceof ConstList list -> {
        for (var item : Scala.list(list.items())) {
          equal(input, visit(item));
        }
      }
      case UnaryTestExpression value -> {
        var part = visit(value.exp());
        if (part.type() != LIST) {
          equal(input, part);
        }
      }
      default -> visit(test);
    }
  }

  // Loops and functions.

  private Part loop(List<Tuple2<String, Exp>> iterators, Exp body) {
    var inside = new HashMap<>(names);
    for (var iterator : iterators) {
      word(iterator._1());
      if (iterator._2() instanceof IterationContext range) {
        needs(visit(range.start()), NUMBER, "'..'");
        needs(visit(range.end()), NUMBER, "'..'");
        inside.put(iterator._1(), Known.of(NUMBER));
      } else {
        var list = needs(visit(iterator._2()), LIST, "'in'");
        inside.put(iterator._1(), list.known().element());
      }
    }
    return with(inside, body);
  }

  private Part with(Map<String, Known> inside, Exp body) {
    var outside = names;
    names = inside;
    var part = visit(body);
    names = outside;
    return part;
  }

  private Part filter(Filter filter) {
    var list = needs(visit(filter.list()), LIST, "'[...]'");
    if (Preparation.isIndex(filter.filter())) {
      visit(filter.filter());
      return new Part(list.known().element(), list.offset());
    }
    var element = list.known().element();
    var inside = new HashMap<>(names);
    inside.putAll(element.entries());
    inside.put("item", element);
    allowed.inFilters().forEach(inside::putIfAbsent);
    var condition = with(inside, filter.filter());
    if (condition.type() == NUMBER) {
      return new Part(element, list.offset());
    }
    needs(condition, BOOLEAN, "'[...]'");
    return condition.type() == BOOLEAN ? list : new Part(ANY, list.offset());
  }

  private Part call(FunctionInvocation call) {
    int at = functionWord(call.function());
    var function = FeelFunction.named(call.function());
    if (!(call.params() instanceof PositionalFunctionParameters parameters)) {
      problems.add(ExpressionProblem.at(text, at, "arguments by name", "arguments in their order"));
      return new Part(ANY, at);
    }
    var arguments = new ArrayList<Part>();
    for (var argument : Scala.list(parameters.params())) {
      arguments.add(visit(argument));
    }
    if (function == null) {
      problems.add(
          ExpressionProblem.at(
              text,
              at,
              "the unknown function '" + call.function() + "'",
              "a function that rules may call",
              Nearest.to(call.function(), FeelFunction.names())));
      return new Part(ANY, at);
    }
    return new Part(result(function, arguments, at), at);
  }

  /** A function's name may have several words, the last before a bracket. */
  private int functionWord(String function) {
    var words = function.split(" +", -1);
    int first = word(words[0]);
    for (int index = 1; index < words.length; index++) {
      word(words[index]);
    }
    return first;
  }

  private FeelType result(FeelFunction function, List<Part> arguments, int at) {
    var form = function.form(arguments.size());
    if (form == null) {
      problems.add(
          ExpressionProblem.at(
              text,
              at,
              "'%s' with %d".formatted(function.name(), arguments.size()),
              function.counts()));
      return function.result();
    }
    for (int index = 0; index < form.size(); index++) {
      var argument = arguments.get(index);
      if (!argument.type().canBe(form.get(index))) {
        problem(
            argument,
            "%s in '%s(...)'".formatted(argument.type().label(), function.name()),
            form.get(index).label());
      }
    }
    if (function.name().equals("date and time")
        && arguments.size() == 2
        && arguments.get(1).type() == STRING) {
      problem(
          arguments.get(1),
          "a time zone in 'date and time(...)'",
          "a time of day: all dates with times are in the definition's time zone");
    }
    return function.name().equals("get or else")
        ? arguments.get(0).type().or(arguments.get(1).type())
        : function.result();
  }

  private void problem(Part part, String found, String expected) {
    problems.add(ExpressionProblem.at(text, part.offset(), found, expected));
  }
}
