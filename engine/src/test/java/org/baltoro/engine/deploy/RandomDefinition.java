package org.baltoro.engine.deploy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.baltoro.engine.data.Values;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.DestinationRule.Completion;
import org.baltoro.kernel.definition.DestinationRule.DestinationSet;
import org.baltoro.kernel.definition.DestinationRule.Plan;
import org.baltoro.kernel.definition.DestinationRule.Remaining;
import org.baltoro.kernel.definition.DestinationRule.Slots;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Escalation.Repeat;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.HttpCall;
import org.baltoro.kernel.definition.HttpCall.Body;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.OutcomeRule;
import org.baltoro.kernel.definition.OutcomeRule.Condition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.definition.ProcessDefinition.RightGrant;
import org.baltoro.kernel.definition.ProcessName;
import org.baltoro.kernel.definition.Retention;
import org.baltoro.kernel.definition.StartRule;
import org.baltoro.kernel.definition.WorkingHours;
import org.baltoro.kernel.definition.WorkingHours.Hours;
import org.jspecify.annotations.Nullable;

/** Makes definitions that can be read, with awkward names, texts and values, from a seed. */
final class RandomDefinition {
  /** What YAML could take for something else, or for its end. */
  private static final List<String> AWKWARD =
      List.of(
          "no",
          "true",
          "Null",
          "~",
          "1",
          "007",
          "0x1F",
          "1e3",
          ".5",
          ".inf",
          "-",
          "- a",
          "? b",
          "a: b",
          "a #b",
          "#",
          "[x]",
          "{x: y}",
          "'q'",
          "\"q\"",
          "it's",
          "say \"x\"",
          "&a",
          "*a",
          "!t",
          "|",
          ">",
          "%x",
          "@x",
          "`x`",
          "a\\b",
          "x:",
          ": x",
          "<<",
          "=",
          "2026-12-24",
          "a.b",
          "Größe",
          "naïve",
          "日本語",
          "🎈 up",
          "a\tb",
          "end.",
          "x, y",
          "...",
          "---",
          "tab\t",
          "\u0085",
          "\u2028",
          "\u00a0",
          "\ufeff");

  private final SplittableRandom random;

  private RandomDefinition(SplittableRandom random) {
    this.random = random;
  }

  static ProcessDefinition of(SplittableRandom random) {
    return new RandomDefinition(random).process();
  }

  private ProcessDefinition process() {
    var names = new ArrayList<String>();
    int count = random.nextInt(1, 6);
    while (names.size() < count) {
      var name = name();
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    var activities = new LinkedHashMap<String, ActivityDefinition>();
    var zone = ZoneId.of(pick(List.of("UTC", "Europe/Berlin", "+02:00", "Z")));
    var calendars = workingHours(zone);
    names.forEach(name -> activities.put(name, activity(name, names, calendars)));
    return new ProcessDefinition(
        new ProcessName("Test/" + name().replace('/', '-').replace('\\', '-')),
        0,
        random.nextBoolean() ? "" : text(),
        fields("P"),
        expression(),
        zone,
        pick(List.of(Durability.values())),
        pick(List.of(OnDeadEnd.values())),
        random.nextInt(1, 1_000_000),
        pick(names),
        activities,
        rights(),
        pick(List.of(OnError.values())),
        startRule(calendars, true),
        rule(),
        rule(),
        escalations(Owner.PROCESS, names, calendars),
        calendars,
        retention());
  }

  private @Nullable Retention retention() {
    if (random.nextBoolean()) {
      return null;
    }
    return new Retention(
        random.nextBoolean() ? null : Duration.ofMinutes(random.nextInt(60, 100_000)),
        switch (random.nextInt(3)) {
          case 0 -> null;
          case 1 -> Boolean.TRUE;
          default -> Boolean.FALSE;
        });
  }

  private enum Owner {
    PROCESS,
    ACTIVITY,
    EVENT
  }

  private Map<String, WorkingHours> workingHours(ZoneId usual) {
    var calendars = new LinkedHashMap<String, WorkingHours>();
    for (int calendar = random.nextInt(3); calendar > 0; calendar--) {
      var week = new LinkedHashMap<DayOfWeek, List<Hours>>();
      week.put(pick(List.of(DayOfWeek.values())), hours(1));
      week.put(DayOfWeek.MONDAY, hours(1));
      var dates = new LinkedHashMap<LocalDate, List<Hours>>();
      for (int date = random.nextInt(3); date > 0; date--) {
        dates.put(LocalDate.of(2026, 12, random.nextInt(1, 32)), hours(0));
      }
      calendars.put(
          name(), new WorkingHours(pick(List.of(usual, ZoneId.of("Asia/Tokyo"))), week, dates));
    }
    return calendars;
  }

  private List<Hours> hours(int atLeast) {
    var hours = new ArrayList<Hours>();
    int minute = 0;
    for (int part = random.nextInt(atLeast, 4); part > 0; part--) {
      int from = minute + random.nextInt(1, 200);
      minute = from + random.nextInt(1, 200);
      hours.add(
          new Hours(LocalTime.ofSecondOfDay(from * 60L), LocalTime.ofSecondOfDay(minute * 60L)));
    }
    if (random.nextInt(4) == 0) {
      hours.add(new Hours(LocalTime.of(23, 30, 15), LocalTime.MIDNIGHT));
    }
    return hours;
  }

  private @Nullable StartRule startRule(Map<String, WorkingHours> calendars, boolean ofProcess) {
    return switch (random.nextInt(ofProcess ? 4 : 2)) {
      case 0 -> null;
      case 1 -> new StartRule(due(calendars), null);
      case 2 -> new StartRule(null, code());
      default -> new StartRule(due(calendars), code());
    };
  }

  private Due due(Map<String, WorkingHours> calendars) {
    var at = random.nextBoolean() ? null : new Expression("Step " + text());
    var after = random.nextInt(4) == 0 ? Duration.ZERO : duration();
    return new Due(
        at,
        at != null && random.nextBoolean() ? after.negated() : after,
        calendars.isEmpty() || random.nextBoolean() ? null : pick(List.copyOf(calendars.keySet())));
  }

  private @Nullable CodeRule rule() {
    return random.nextInt(3) == 0 ? code() : null;
  }

  private List<Escalation> escalations(
      Owner owner, List<String> names, Map<String, WorkingHours> calendars) {
    var escalations = new ArrayList<Escalation>();
    for (int escalation = random.nextInt(3); escalation > 0; escalation--) {
      escalations.add(
          new Escalation(
              name(),
              due(calendars),
              random.nextBoolean() ? null : new Repeat(duration(), random.nextInt(1, 10_000)),
              action(owner, names)));
    }
    return escalations;
  }

  private Action action(Owner owner, List<String> names) {
    return switch (random.nextInt(owner == Owner.PROCESS ? 3 : 5)) {
      case 0 -> new Action.RunCode(code());
      case 1 -> {
        if (owner == Owner.PROCESS) {
          var expireActivity = random.nextBoolean() ? null : pick(names);
          yield new Action.Goto(pick(names), expireActivity == null, expireActivity);
        }
        yield new Action.Goto(pick(names), random.nextBoolean(), null);
      }
      case 2 ->
          new Action.Mail(
              List.of(user(), "originator"), new Expression(text()), new Expression(text()));
      case 3 -> new Action.Expire();
      default -> new Action.Redirect(List.of(user(), user()));
    };
  }

  private List<RightGrant> rights() {
    var grants = new ArrayList<RightGrant>();
    for (var right : List.of("admin", "start", "view", "viewParticipate", "serverEvent")) {
      for (int subject = random.nextInt(3); subject > 0; subject--) {
        grants.add(new RightGrant(right, user()));
      }
    }
    return grants;
  }

  private ActivityDefinition activity(
      String name, List<String> names, Map<String, WorkingHours> calendars) {
    var events = new ArrayList<EventDefinition>();
    for (int event = random.nextInt(3); event > 0; event--) {
      events.add(event(names, calendars));
    }
    var lines = new ArrayList<LineDefinition>();
    for (int line = random.nextInt(3); line > 0; line--) {
      lines.add(
          new LineDefinition(
              random.nextBoolean() ? "" : name(),
              pick(names),
              expression(),
              random.nextInt(4) == 0));
    }
    return new ActivityDefinition(
        name,
        random.nextBoolean() ? "" : text(),
        expression(),
        random.nextBoolean()
            ? null
            : new JoinDefinition(random.nextInt(4), pick(List.of(Surplus.values()))),
        fields("A"),
        events,
        lines,
        startRule(calendars, false),
        escalations(Owner.ACTIVITY, names, calendars),
        rule(),
        destinationRule(),
        succeedingRule(),
        random.nextBoolean() ? "" : name(),
        random.nextBoolean() ? null : duration());
  }

  private @Nullable DestinationRule destinationRule() {
    if (random.nextBoolean()) {
      return null;
    }
    var sets = new ArrayList<DestinationSet>();
    for (int set = random.nextInt(3); set > 0; set--) {
      sets.add(new DestinationSet(expression(), List.of(user(), "role:" + name())));
    }
    return new DestinationRule(
        sets,
        pick(List.of(Plan.values())),
        random.nextBoolean(),
        pick(
            List.of(
                new Slots.Count(random.nextInt(1, 9)),
                new Slots.EachDestination(),
                new Slots.Evaluated(new Expression(name())))),
        expression(),
        pick(
            List.of(
                new Completion.All(),
                new Completion.Any(random.nextInt(1, 9)),
                new Completion.When(new Expression(name())))),
        pick(List.of(Remaining.values())));
  }

  private List<OutcomeRule> succeedingRule() {
    var outcomes = new ArrayList<OutcomeRule>();
    for (int outcome = random.nextInt(3); outcome > 0; outcome--) {
      outcomes.add(
          new OutcomeRule(
              "Outcome" + outcome,
              pick(
                  List.of(
                      new Condition.All(name()),
                      new Condition.AllSlots(name()),
                      new Condition.AtLeast(random.nextInt(9), name()),
                      new Condition.AtMost(random.nextInt(9), name()),
                      new Condition.None(name()),
                      new Condition.When(new Expression(name()))))));
    }
    return outcomes;
  }

  private ClientAction action() {
    return random.nextBoolean()
        ? new ClientAction(name())
        : new ClientAction(
            name(),
            pick(List.of(ClientAction.Kind.values())),
            random.nextBoolean(),
            random.nextBoolean() ? List.of() : List.of(user()),
            random.nextBoolean() ? List.of() : List.of("group:" + name()));
  }

  private EventDefinition event(List<String> names, Map<String, WorkingHours> calendars) {
    var escalations = escalations(Owner.EVENT, names, calendars);
    if (random.nextInt(3) == 0) {
      return new ClientEvent(
          name(),
          List.of(user(), "group:" + name(), "manager:originator", "= " + name()),
          List.of(action(), action()),
          random.nextBoolean() ? "" : text(),
          expression(),
          escalations);
    }
    if (random.nextInt(4) == 0) {
      return new SubProcess(
          name(),
          "Folder/Child" + random.nextInt(9),
          random.nextBoolean(),
          expression(),
          expressions(),
          expressions(),
          pick(List.of(OnFailure.values())),
          pick(List.of(OnDelete.values())),
          pick(List.of(OnEnd.values())),
          escalations,
          rule());
    }
    var code = code();
    return new ServerEvent(
        name(),
        switch (random.nextInt(4)) {
          case 0 -> new Code.Http(call());
          case 1 -> new Code.Worker(name());
          default -> code.code();
        },
        code.configuration(),
        code.retry(),
        code.timeLimit(),
        escalations,
        rule());
  }

  private HttpCall call() {
    Map<String, String> headers = new LinkedHashMap<>();
    Map<String, Expression> receive = new LinkedHashMap<>();
    for (int key = random.nextInt(3); key > 0; key--) {
      headers.put(name(), name());
      receive.put(name(), new Expression(name()));
    }
    return new HttpCall(
        random.nextBoolean() ? "GET" : "POST",
        name(),
        headers,
        random.nextBoolean() ? null : body(0),
        random.nextBoolean() ? null : name(),
        receive,
        random.nextBoolean() ? HttpCall.DEFAULT_SUCCESS : new Expression(name()),
        random.nextBoolean());
  }

  private Body body(int depth) {
    return switch (depth > 2 ? 0 : random.nextInt(3)) {
      case 0 -> new Body.Value(new Expression(name()));
      case 1 -> {
        var members = new LinkedHashMap<String, Body>();
        for (int key = random.nextInt(3); key > 0; key--) {
          members.put(name(), body(depth + 1));
        }
        yield new Body.Members(members);
      }
      default -> new Body.Items(List.of(body(depth + 1), body(depth + 1)));
    };
  }

  private Map<String, Expression> expressions() {
    Map<String, Expression> expressions = new LinkedHashMap<>();
    for (int number = random.nextInt(3); number > 0; number--) {
      expressions.put(name(), new Expression(text()));
    }
    return expressions;
  }

  private CodeRule code() {
    Map<String, Object> configuration = new LinkedHashMap<>();
    for (int key = random.nextInt(3); key > 0; key--) {
      configuration.put(name(), plain(0));
    }
    var code = random.nextBoolean() ? new Code.Handler(name()) : new Code.CodeBehind(source());
    var retry =
        new RetryPolicy(
            random.nextInt(1, 101),
            duration(),
            random.nextInt(100, 1001) / 100.0,
            duration(),
            random.nextInt(101));
    return new CodeRule(
        code,
        configuration,
        random.nextBoolean() ? RetryPolicy.DEFAULT : retry,
        random.nextBoolean() ? ServerEvent.DEFAULT_TIME_LIMIT : duration());
  }

  private Duration duration() {
    return Duration.ofMillis(
        random.nextLong(1, 100) * pick(List.of(1L, 500L, 1_000L, 60_000L, 3_600_000L)));
  }

  private List<DataFieldDefinition> fields(String prefix) {
    var fields = new ArrayList<DataFieldDefinition>();
    for (int field = random.nextInt(5); field > 0; field--) {
      var type = pick(List.of(DataType.values()));
      fields.add(
          new DataFieldDefinition(
              prefix + field,
              type,
              random.nextBoolean() ? null : initial(type),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean() ? "" : text()));
    }
    return fields;
  }

  private Value initial(DataType type) {
    Object value =
        switch (type) {
          case BOOLEAN -> random.nextBoolean();
          case INTEGER -> random.nextInt();
          case LONG -> random.nextLong();
          case DECIMAL -> decimal();
          case DOUBLE -> random.nextBoolean() ? random.nextDouble() : random.nextInt() * 1e200;
          case STRING -> random.nextInt(5) == 0 ? "" : text();
          case DATE -> LocalDate.ofEpochDay(random.nextInt(-700_000, 2_900_000));
          case DATETIME ->
              Instant.ofEpochMilli(random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L));
          case BINARY -> new byte[] {(byte) random.nextInt(), (byte) random.nextInt(), 1};
          case JSON -> plain(0);
        };
    return Values.of("field", type, value);
  }

  private BigDecimal decimal() {
    return new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(-3, 30));
  }

  private Object plain(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0 -> random.nextBoolean();
      case 1 -> random.nextInt();
      case 2 -> random.nextLong(1L << 40, Long.MAX_VALUE);
      case 3 -> BigInteger.TWO.pow(random.nextInt(64, 200)).negate();
      case 4 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(1, 30));
      case 5 -> random.nextInt(5) == 0 ? "" : text();
      case 6 -> {
        var list = new ArrayList<Object>();
        for (int item = random.nextInt(4); item > 0; item--) {
          list.add(plain(depth + 1));
        }
        yield list;
      }
      default -> {
        var map = new LinkedHashMap<String, Object>();
        for (int item = random.nextInt(4); item > 0; item--) {
          map.put(name(), plain(depth + 1));
        }
        yield map;
      }
    };
  }

  private @Nullable Expression expression() {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> new Expression("Amount > 1000 and \"x\" != 'y'");
      case 2 -> new Expression("if a then\n  b\nelse\n  c");
      default -> new Expression(text());
    };
  }

  private String source() {
    var lines = new ArrayList<String>();
    for (int line = random.nextInt(1, 5); line > 0; line--) {
      lines.add(
          pick(List.of("", "  ", "\t", "    "))
              + pick(List.of("a();", "// x: y # z", "\"\";", "")));
    }
    return "%s%s".formatted(String.join("\n", lines), pick(List.of("", "\n", "\n\n", "\n ")));
  }

  /** One line without blanks around it. */
  /** A colon would make a prefix of what stands before it. */
  private String user() {
    return name().replace(':', '-');
  }

  private String name() {
    var name =
        new StringBuilder(random.nextInt(3) == 0 ? pick(AWKWARD) : "Step " + random.nextInt(1_000));
    if (random.nextInt(4) == 0) {
      name.append(' ').append(pick(AWKWARD));
    }
    var stripped =
        name.toString().strip().replaceAll("\\p{Cntrl}", "").replace("\u0085", "").strip();
    return stripped.isEmpty() ? "x" : stripped;
  }

  private String text() {
    var text = new StringBuilder(pick(AWKWARD));
    for (int part = random.nextInt(4); part > 0; part--) {
      text.append(pick(List.of(" ", "\n", "", "\n\n", "\r\n", "  "))).append(pick(AWKWARD));
    }
    if (random.nextInt(10) == 0) {
      text.append("long ".repeat(300));
    }
    return text.toString();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
