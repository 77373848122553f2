package org.baltoro.store.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.Command.Changes;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.JoinState;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.jspecify.annotations.Nullable;

/** Makes states that no process would have, from chance: any text, any number, any time. */
final class RandomStates {
  private final SplittableRandom random;

  RandomStates(SplittableRandom random) {
    this.random = random;
  }

  ProcessState state() {
    return new ProcessState(
        random.nextLong(),
        text(),
        random.nextInt(),
        one(ProcessState.Phase.values()),
        random.nextBoolean(),
        text(),
        text(),
        random.nextInt(),
        time(),
        random.nextBoolean() ? time() : null,
        new TreeMap<>(values()),
        some(id ->
            new ActivityInstance(id, text(), random.nextInt(), new TreeMap<>(values()), time())),
        some(this::event),
        joins(),
        some(id -> new Failure(id, place(), text(), text(), maybeText(), time())),
        random.nextInt(),
        random.nextInt());
  }

  Fact fact() {
    return switch (random.nextInt(10)) {
      case 0 ->
          new Fact.ProcessStarted(
              random.nextLong(),
              text(),
              random.nextInt(),
              text(),
              text(),
              random.nextInt(),
              values(),
              maybeText(),
              time());
      case 1 -> new Fact.ActivityEntered(random.nextInt(), text(), values(), time());
      case 2 ->
          new Fact.AttemptFailed(
              random.nextInt(), random.nextInt(), text(), text(), maybeText(), time());
      case 3 -> new Fact.RetryScheduled(random.nextInt(), random.nextInt(), time());
      case 4 -> kept();
      case 5 ->
          new Fact.ServerEventFinished(
              random.nextInt(),
              one(Fact.Ending.values()),
              text(),
              maybeText(),
              maybeText(),
              time());
      case 6 -> new Fact.DataFieldsChanged(random.nextInt(), values(), text());
      case 7 ->
          new Fact.BranchFailed(random.nextInt(), place(), text(), text(), maybeText(), time());
      case 8 -> new Fact.JoinCounted(text(), counts(), random.nextBoolean());
      default -> new Fact.LineFollowed(random.nextInt(), text(), random.nextInt(), text());
    };
  }

  private EventInstance event(int item) {
    return new EventInstance(
        item,
        random.nextInt(),
        random.nextInt(),
        status(),
        random.nextInt(),
        random.nextInt(),
        random.nextBoolean() ? kept() : null);
  }

  private Status status() {
    int attempt = random.nextInt();
    return switch (random.nextInt(6)) {
      case 0 -> new Status.Scheduled(attempt, time());
      case 1 -> new Status.Running(attempt, random.nextLong(), time());
      case 2 -> new Status.BackOff(attempt, time());
      case 3 -> new Status.Held(attempt);
      case 4 -> new Status.Waiting(attempt, time());
      default -> new Status.Failed(attempt, time());
    };
  }

  private Fact.FinishKept kept() {
    var changes =
        new Changes(
            values(),
            values(),
            maybeText(),
            random.nextBoolean() ? random.nextInt() : null,
            values());
    return new Fact.FinishKept(random.nextInt(), text(), maybeText(), text(), changes, time());
  }

  private Place place() {
    return switch (random.nextInt(4)) {
      case 0 -> new Place.Event(1 + random.nextInt(1_000));
      case 1 -> new Place.Lines(1 + random.nextInt(1_000));
      case 2 -> new Place.Arrival(text(), random.nextInt(), text());
      default -> new Place.Join(text());
    };
  }

  private Map<String, Value> values() {
    var values = new TreeMap<String, Value>();
    for (int number = random.nextInt(6); number > 0; number--) {
      values.put(text(), value());
    }
    return values;
  }

  private Value value() {
    return switch (random.nextInt(13)) {
      case 0 -> new Value.BooleanValue(random.nextBoolean());
      case 1 -> new Value.IntegerValue(random.nextInt());
      case 2 -> new Value.LongValue(random.nextLong());
      case 3 ->
          new Value.DecimalValue(
              new BigDecimal(
                  new BigInteger(random.nextInt(130), new java.util.Random(random.nextLong())),
                  random.nextInt(-50, 50)));
      case 4 -> new Value.DoubleValue(Double.longBitsToDouble(random.nextLong()));
      case 5 -> new Value.DoubleValue(one(new Double[] {0.0, -0.0, Double.NaN, 1e300}));
      case 6 -> new Value.StringValue(text());
      case 7 ->
          new Value.DateValue(
              LocalDate.ofEpochDay(
                  random.nextLong(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay() + 1)));
      case 8 -> new Value.DateTimeValue(time());
      case 9 -> new Value.BinaryValue(text());
      case 10 -> new Value.JsonValue(text());
      case 11 ->
          new Value.LargeValue(
              one(new DataType[] {DataType.STRING, DataType.BINARY, DataType.JSON}),
              text(),
              random.nextInt());
      default -> new Value.NoValue();
    };
  }

  private java.util.SortedMap<String, JoinState> joins() {
    var joins = new TreeMap<String, JoinState>();
    for (int number = random.nextInt(3); number > 0; number--) {
      joins.put(text(), new JoinState(counts(), random.nextBoolean()));
    }
    return joins;
  }

  private Map<Integer, Integer> counts() {
    var counts = new TreeMap<Integer, Integer>();
    for (int number = random.nextInt(4); number > 0; number--) {
      counts.put(random.nextInt(), random.nextInt());
    }
    return counts;
  }

  private <T> java.util.SortedMap<Integer, T> some(IntFunction<T> make) {
    var made = new TreeMap<Integer, T>();
    for (int number = random.nextInt(4); number > 0; number--) {
      int id = random.nextInt();
      made.put(id, make.apply(id));
    }
    return made;
  }

  private Instant time() {
    return switch (random.nextInt(4)) {
      case 0 -> Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
      case 1 ->
          Instant.ofEpochSecond(random.nextLong(-4_000_000_000L, 4_000_000_000L), random.nextInt());
      case 2 -> Instant.MAX;
      default -> Instant.MIN.plusNanos(random.nextInt(1_000_000));
    };
  }

  private @Nullable String maybeText() {
    return random.nextBoolean() ? text() : null;
  }

  /** Any UTF-16: control characters, quotes, pairs, and halves of pairs. */
  private String text() {
    var text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append("\"\\/".charAt(random.nextInt(3)));
        case 2 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
        case 3 -> text.append((char) random.nextInt(0xD800, 0xE000));
        case 4 -> text.append((char) random.nextInt(0x10000));
        default -> text.append((char) random.nextInt('a', 'z'));
      }
    }
    return text.toString();
  }

  private <T> T one(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
