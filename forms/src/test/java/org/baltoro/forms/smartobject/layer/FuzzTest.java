package org.baltoro.forms.smartobject.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.baltoro.forms.broker.smartbox.SmartBox;
import org.baltoro.forms.broker.sql.SqlResource;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.smartobject.ValueRefused;
import org.baltoro.forms.support.Database;
import org.baltoro.forms.support.Workshop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls of anything with anything: each gives rows or a typed error, and what went in comes out.
 */
class FuzzTest {
  private static final List<String> METHODS =
      List.of("Create", "Read", "Update", "Delete", "List", "Nothing");

  private static final List<PropertyType> TYPES = List.of(PropertyType.values());
  private static final List<Filter.Operator> OPERATORS = List.of(Filter.Operator.values());

  private static PropertyType type(SplittableRandom random) {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  static LongStream seeds() {
    var given = Long.getLong("seed");
    return given == null ? LongStream.range(0, 4) : LongStream.of(given);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onSqlite(long seed) {
    try (var database = Database.sqlite()) {
      play(database, seed);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onPostgres(long seed) {
    try (var database = Database.postgres()) {
      play(database, seed);
    }
  }

  private static void play(Database database, long seed) {
    var smartBox = new SmartBox(new SqlResource(database.dataSource()), () -> Workshop.NOW);
    var workshop = new Workshop().service("SmartBox", smartBox);
    var properties = new ArrayList<Property>();
    properties.add(Property.key("ID", PropertyType.AUTONUMBER));
    for (var type : PropertyType.values()) {
      if (type != PropertyType.AUTONUMBER) {
        properties.add(Property.of(type.label(), type));
      }
    }
    workshop.deploy(
        Generation.smartBox("Thing", "SmartBox", smartBox, properties.toArray(Property[]::new)));
    var random = new SplittableRandom(seed);
    for (int turn = 0; turn < 400; turn++) {
      var call = call(random);
      try {
        if (random.nextInt(10) == 0) {
          packet(workshop, random, call);
        } else {
          check(workshop, call, seed);
        }
      } catch (SmartObjectException typed) {
        assertThat(typed.problem())
            .as("-Dseed=%d %s", seed, typed.getMessage())
            .isIn(
                SmartObjectProblem.INVALID_DATA,
                SmartObjectProblem.INVALID_CALL,
                SmartObjectProblem.NOT_FOUND,
                SmartObjectProblem.UNKNOWN_METHOD,
                SmartObjectProblem.UNKNOWN_SMARTOBJECT);
        assertThat(String.valueOf(typed.getMessage()).length()).isLessThan(6_000);
      }
    }
  }

  private static void check(Workshop workshop, MethodCall call, long seed) {
    var result = workshop.call(call);
    if (call.filter() != null) {
      checkFilter(workshop, call.filter(), seed);
    }
    if (!call.method().equals("Create")) {
      return;
    }
    var id = result.first().orElseThrow().get("ID");
    var read = workshop.row("Thing", "Read", "ID", id);
    assertThat(read).as("-Dseed=%d", seed).isEqualTo(result.first().orElseThrow());
    for (var property : workshop.definition("Thing").properties()) {
      var given = converted(property, call.inputs().get(property.name()));
      boolean drawn = property.type() == PropertyType.AUTOGUID && given == null;
      if (call.inputs().has(property.name()) && !drawn) {
        assertThat(plain(read.get(property.name())))
            .as("-Dseed=%d %s", seed, property.name())
            .isEqualTo(plain(given));
      }
    }
  }

  /** The database finds what the layer would find. */
  private static void checkFilter(Workshop workshop, Filter filter, long seed) {
    var result = workshop.call(MethodCall.of("Thing", "List").where(filter));
    var expected =
        workshop.call("Thing", "List").rows().stream()
            .filter(row -> LocalFilter.holds(filter, row))
            .map(row -> row.get("ID"))
            .toList();
    assertThat(result.rows())
        .as("-Dseed=%d %s", seed, filter)
        .extracting(row -> row.get("ID"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static @Nullable Object converted(Property property, @Nullable Object given) {
    try {
      return property.type().convert(given);
    } catch (ValueRefused impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** To the microsecond, and decimals by what they are worth. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal decimal -> decimal.stripTrailingZeros();
      case Instant moment -> moment.truncatedTo(ChronoUnit.MICROS);
      case List<?> list -> list.stream().map(FuzzTest::plain).toList();
      default -> value;
    };
  }

  private static void packet(Workshop workshop, SplittableRandom random, MethodCall call) {
    var entries = new ArrayList<Packet.Entry>();
    entries.add(Packet.Entry.of(call));
    for (int more = random.nextInt(3); more > 0; more--) {
      entries.add(Packet.Entry.of(call(random)));
    }
    boolean atomic = random.nextBoolean();
    long before = count(workshop);
    var result = workshop.layer().execute(Workshop.ANN, new Packet(entries, atomic));
    if (atomic && !result.succeeded()) {
      assertThat(count(workshop)).isEqualTo(before);
    }
  }

  private static long count(Workshop workshop) {
    return workshop.call("Thing", "List").rows().size();
  }

  private static MethodCall call(SplittableRandom random) {
    var object = random.nextInt(20) == 0 ? text(random) : "Thing";
    var method = METHODS.get(random.nextInt(METHODS.size()));
    var inputs = new LinkedHashMap<String, @Nullable Object>();
    for (int number = random.nextInt(6); number > 0; number--) {
      var fits = random.nextInt(3) > 0;
      var type = type(random);
      var value = fits ? fitting(type, random) : value(random);
      if (type != PropertyType.AUTONUMBER || !method.equals("Create")) {
        inputs.put(name(type, random), value);
      }
    }
    var call = MethodCall.of(object, method, Row.of(inputs));
    if (random.nextInt(30) == 0) {
      call = call.withParameter(text(random), value(random));
    }
    boolean lists = method.equals("List") || random.nextInt(20) == 0;
    if (lists && random.nextBoolean()) {
      call = call.where(filter(random, random.nextInt(4)));
    }
    if (lists && random.nextBoolean()) {
      var type = type(random);
      call =
          call.sortedBy(
              random.nextBoolean()
                  ? Sort.ascending(name(type, random))
                  : Sort.descending(name(type, random)));
    }
    return lists && random.nextBoolean() ? call.page(page(random)) : call;
  }

  private static Page page(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Page.first(random.nextInt(-2, 20_000));
      case 1 -> Page.of(5, random.nextLong());
      case 2 -> Page.of(5, random.nextInt(5));
      default -> Page.after(Row.of("ID", value(random)), 5);
    };
  }

  private static String name(PropertyType type, SplittableRandom random) {
    if (random.nextInt(20) == 0) {
      return text(random);
    }
    return type == PropertyType.AUTONUMBER ? "ID" : type.label();
  }

  private static Filter filter(SplittableRandom random, int depth) {
    var type = type(random);
    var name = name(type, random);
    var value = fitting(type, random);
    return switch (depth == 0 ? 5 + random.nextInt(3) : random.nextInt(8)) {
      case 0, 1 -> Filter.and(filter(random, depth - 1), filter(random, depth - 1));
      case 2, 3 -> Filter.or(filter(random, depth - 1), filter(random, depth - 1));
      case 4 -> Filter.not(filter(random, depth - 1));
      case 5 -> Filter.empty(name);
      case 6 -> Filter.in(name, value, fitting(type, random));
      default -> Filter.compare(name, OPERATORS.get(random.nextInt(OPERATORS.size())), value);
    };
  }

  private static Object fitting(PropertyType type, SplittableRandom random) {
    return switch (type) {
      case AUTONUMBER -> (long) random.nextInt(1, 100);
      case NUMBER -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt(10);
      case DECIMAL -> BigDecimal.valueOf(random.nextLong(1L << 40), random.nextInt(0, 5));
      case TEXT, MEMO -> text(random);
      case YES_NO -> random.nextBoolean();
      case DATE -> LocalDate.ofEpochDay(random.nextInt(-700_000, 2_900_000));
      case TIME ->
          LocalTime.ofSecondOfDay(random.nextInt(86_400))
              .plusNanos(random.nextInt(1_000_000) * 1_000L);
      case DATE_TIME -> Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L));
      case AUTOGUID, GUID -> new UUID(random.nextLong(), random.nextLong());
      case FILE -> new FileValue(text(random), "application/x", new byte[random.nextInt(50)]);
      case IMAGE -> new FileValue("a.png", "image/png", new byte[random.nextInt(50)]);
      case HYPERLINK -> "https://example.org/" + random.nextInt();
      case MULTIVALUE -> List.of((long) random.nextInt(), text(random), random.nextBoolean());
    };
  }

  private static @Nullable Object value(SplittableRandom random) {
    return switch (random.nextInt(16)) {
      case 0 -> null;
      case 1 -> "";
      case 2 -> text(random);
      case 3 -> "x".repeat(random.nextInt(10_000));
      case 4 -> "1e999999999";
      case 5 -> new BigDecimal("1e-999999");
      case 6 -> BigInteger.TWO.pow(4_000);
      case 7 -> Double.NaN;
      case 8 -> random.nextDouble();
      case 9 -> new Object();
      case 10 -> List.of(List.of(), new Object());
      case 11 -> new byte[10];
      case 12 -> Instant.MAX;
      case 13 -> LocalDate.MIN;
      case 14 -> "javascript:alert(1)";
      default -> random.nextInt();
    };
  }

  /** Texts with what breaks quoting and encodings. */
  private static String text(SplittableRandom random) {
    var parts =
        List.of(
            "a",
            "B",
            "'",
            "\"",
            ";--",
            "%",
            "_",
            "!",
            "\\",
            "\u0000",
            "\uD800",
            "😀",
            "ü",
            "\n",
            " ",
            "DROP TABLE",
            "{}",
            "?",
            ":x",
            "$1",
            "\u202e");
    var text = new StringBuilder();
    for (int number = random.nextInt(6); number > 0; number--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }
}
