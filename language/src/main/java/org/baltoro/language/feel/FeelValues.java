package org.baltoro.language.feel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.ChronoLocalDate;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValNull$;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Between plain values and those of the engine. */
final class FeelValues {
  private FeelValues() {}

  static Val of(@Nullable Object value, ZoneId zone) throws UnusableValue {
    if (value instanceof ReadyValue ready) {
      return ready.value();
    }
    var known = checked(value, zone);
    return known == null ? ValNull$.MODULE$ : FeelEngine.defaultValueMapper().toVal(known);
  }

  /** The value as the engine takes it: dates with times in one zone, no number without an end. */
  private static @Nullable Object checked(@Nullable Object value, ZoneId zone)
      throws UnusableValue {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean truth -> truth;
      case BigDecimal number -> bounded(number);
      case BigInteger number -> bounded(new BigDecimal(number));
      case Double number -> finite(number);
      case Float number -> finite(number);
      case Number number -> BigDecimal.valueOf(number.longValue());
      case Instant instant -> instant.atZone(zone);
      case ZonedDateTime moment -> moment.withZoneSameInstant(zone);
      case OffsetDateTime moment -> moment.atZoneSameInstant(zone);
      case LocalDateTime moment -> moment.atZone(zone);
      case LocalTime time -> time;
      case ChronoLocalDate date -> date;
      case TemporalAmount duration -> duration;
      case UUID id -> id.toString();
      case List<?> list -> list(list, zone);
      case Map<?, ?> context -> context(context, zone);
      default ->
          throw new UnusableValue(
              "is a value of %s, which no expression takes".formatted(value.getClass().getName()));
    };
  }

  private static List<@Nullable Object> list(List<?> list, ZoneId zone) throws UnusableValue {
    var elements = new ArrayList<@Nullable Object>(list.size());
    for (var element : list) {
      elements.add(checked(element, zone));
    }
    return elements;
  }

  private static Map<String, @Nullable Object> context(Map<?, ?> context, ZoneId zone)
      throws UnusableValue {
    var entries = new LinkedHashMap<String, @Nullable Object>();
    for (var entry : context.entrySet()) {
      entries.put(String.valueOf(entry.getKey()), checked(entry.getValue(), zone));
    }
    return entries;
  }

  private static BigDecimal finite(Number number) throws UnusableValue {
    if (!Double.isFinite(number.doubleValue())) {
      throw new UnusableValue("is " + number + ", which is no number");
    }
    return number instanceof Float
        ? new BigDecimal(number.toString())
        : BigDecimal.valueOf(number.doubleValue());
  }

  private static BigDecimal bounded(BigDecimal number) throws UnusableValue {
    if (GuardedFunctions.isTooLarge(number)) {
      throw new UnusableValue(
          "has more than %,d digits or places".formatted(GuardedFunctions.DIGITS_MAX));
    }
    return number;
  }

  /** What the engine gave, without the types of its language. */
  static @Nullable Object plain(@Nullable Object result) {
    return switch (result) {
      case null -> null;
      case scala.math.BigDecimal number -> number.bigDecimal();
      case Boolean truth -> truth;
      case Number number -> new BigDecimal(number.toString());
      case scala.collection.Seq<?> list -> {
        var elements = new ArrayList<@Nullable Object>();
        CollectionConverters.asJava(list).forEach(element -> elements.add(plain(element)));
        yield Collections.unmodifiableList(elements);
      }
      case scala.collection.Map<?, ?> context -> {
        var entries = new LinkedHashMap<String, @Nullable Object>();
        CollectionConverters.asJava(context)
            .forEach((key, entry) -> entries.put(String.valueOf(key), plain(entry)));
        yield Collections.unmodifiableMap(entries);
      }
      default -> result;
    };
  }
}
