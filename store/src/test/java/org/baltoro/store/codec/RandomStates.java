package org.baltoro.store.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.PendingTimer;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Makes states and facts that no process would have, from chance: any text, any number, any time,
 * in every kind of record that they can hold.
 */
final class RandomStates {
  private final SplittableRandom random;

  RandomStates(SplittableRandom random) {
    this.random = random;
  }

  ProcessState state() {
    return (ProcessState) record(ProcessState.class);
  }

  /** Any of all facts, with anything that can be in it. */
  Fact fact() {
    return (Fact) any(Fact.class);
  }

  private Object any(Type type) {
    if (type instanceof ParameterizedType collection) {
      var parameters = collection.getActualTypeArguments();
      if (collection.getRawType() == List.class) {
        return list(parameters[0]);
      }
      return parameters.length == 1
          ? new TreeSet<>(list(parameters[0]))
          : map(parameters[0], parameters[1]);
    }
    var kind = (Class<?>) type;
    if (kind == Value.class) {
      return value();
    } else if (kind == Place.Event.class) {
      return new Place.Event(1 + random.nextInt(1_000));
    } else if (kind.isRecord()) {
      return record(kind);
    } else if (kind.isEnum()) {
      return one(kind.getEnumConstants());
    } else if (kind.isSealed()) {
      return any(one(kind.getPermittedSubclasses()));
    }
    return simple(kind);
  }

  private Object simple(Class<?> kind) {
    if (kind == int.class || kind == Integer.class) {
      return random.nextInt();
    } else if (kind == long.class) {
      return random.nextLong();
    } else if (kind == boolean.class) {
      return random.nextBoolean();
    } else if (kind == String.class) {
      return text();
    } else if (kind == Instant.class) {
      return time();
    }
    throw new AssertionError("Nothing makes a random " + kind);
  }

  private Object record(Class<?> kind) {
    var components = kind.getRecordComponents();
    var types = new Class<?>[components.length];
    var values = new @Nullable Object[components.length];
    for (int place = 0; place < components.length; place++) {
      types[place] = components[place].getType();
      boolean absent =
          components[place].getAnnotatedType().isAnnotationPresent(Nullable.class)
              && random.nextBoolean();
      values[place] = absent ? null : any(components[place].getGenericType());
    }
    try {
      return kind.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(kind.toString(), impossible);
    }
  }

  private List<Object> list(Type of) {
    var list = new ArrayList<>();
    for (int number = random.nextInt(4); number > 0; number--) {
      list.add(any(of));
    }
    return list;
  }

  /** What has a number of its own is found by that. */
  private Object map(Type keys, Type of) {
    var map = new TreeMap<Object, Object>();
    for (int number = random.nextInt(4); number > 0; number--) {
      var value = any(of);
      var key =
          switch (value) {
            case ActivityInstance activity -> activity.id();
            case EventInstance event -> event.item();
            case Failure failure -> failure.id();
            case PendingTimer timer -> timer.id();
            case Message.Outgoing sent -> sent.id();
            default -> any(keys);
          };
      map.put(key, value);
    }
    return map;
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

  private Instant time() {
    return switch (random.nextInt(4)) {
      case 0 -> Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
      case 1 ->
          Instant.ofEpochSecond(random.nextLong(-4_000_000_000L, 4_000_000_000L), random.nextInt());
      case 2 -> Instant.MAX;
      default -> Instant.MIN.plusNanos(random.nextInt(1_000_000));
    };
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
