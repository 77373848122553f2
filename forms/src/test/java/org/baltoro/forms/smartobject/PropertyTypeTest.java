package org.baltoro.forms.smartobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PropertyTypeTest {

  static List<Arguments> taken() {
    var guid = UUID.fromString("3f2504e0-4f89-11d3-9a0c-0305e82c3301");
    return List.of(
        Arguments.of(PropertyType.TEXT, 5L, "5"),
        Arguments.of(PropertyType.TEXT, new BigDecimal("1E+3"), "1000"),
        Arguments.of(PropertyType.TEXT, LocalDate.of(2026, 1, 31), "2026-01-31"),
        Arguments.of(PropertyType.TEXT, "", ""),
        Arguments.of(PropertyType.NUMBER, " 12 ", 12L),
        Arguments.of(PropertyType.NUMBER, 7, 7L),
        Arguments.of(PropertyType.NUMBER, new BigDecimal("7.00"), 7L),
        Arguments.of(PropertyType.NUMBER, 7.0, 7L),
        Arguments.of(PropertyType.NUMBER, "", null),
        Arguments.of(PropertyType.AUTONUMBER, "9223372036854775807", Long.MAX_VALUE),
        Arguments.of(PropertyType.DECIMAL, "12.50", new BigDecimal("12.50")),
        Arguments.of(PropertyType.DECIMAL, BigInteger.TEN, BigDecimal.TEN),
        Arguments.of(PropertyType.DECIMAL, 0.1f, new BigDecimal("0.1")),
        Arguments.of(PropertyType.YES_NO, "YES", true),
        Arguments.of(PropertyType.YES_NO, 0, false),
        Arguments.of(PropertyType.DATE, "2026-02-28", LocalDate.of(2026, 2, 28)),
        Arguments.of(PropertyType.TIME, "13:45", LocalTime.of(13, 45)),
        Arguments.of(
            PropertyType.DATE_TIME,
            OffsetDateTime.parse("2026-01-31T13:45:00+01:00"),
            Instant.parse("2026-01-31T12:45:00Z")),
        Arguments.of(
            PropertyType.DATE_TIME,
            "2026-01-31T13:45:00+01:00",
            Instant.parse("2026-01-31T12:45:00Z")),
        Arguments.of(PropertyType.GUID, guid.toString().toUpperCase(java.util.Locale.ROOT), guid),
        Arguments.of(PropertyType.HYPERLINK, "/orders/7", "/orders/7"),
        Arguments.of(PropertyType.MULTIVALUE, List.of(1, "a"), List.of(1L, "a")));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void whatIsExactlyAValueIsTaken(PropertyType type, Object given, Object value) throws Exception {
    assertThat(type.convert(given)).isEqualTo(value);
  }

  static List<Arguments> refused() {
    var withNull = new ArrayList<Object>(Arrays.asList("a", null));
    return List.of(
        Arguments.of(PropertyType.TEXT, "a\u0000b"),
        Arguments.of(PropertyType.TEXT, "half \uD83D"),
        Arguments.of(PropertyType.TEXT, List.of("a")),
        Arguments.of(PropertyType.NUMBER, "1.5"),
        Arguments.of(PropertyType.NUMBER, "1e30"),
        Arguments.of(PropertyType.NUMBER, "1e999999999"),
        Arguments.of(PropertyType.NUMBER, true),
        Arguments.of(PropertyType.DECIMAL, "1e-999999999"),
        Arguments.of(PropertyType.DECIMAL, Double.NaN),
        Arguments.of(PropertyType.DECIMAL, "9".repeat(2_000)),
        Arguments.of(PropertyType.YES_NO, "maybe"),
        Arguments.of(PropertyType.YES_NO, 2),
        Arguments.of(PropertyType.DATE, "2026-02-30"),
        Arguments.of(PropertyType.DATE, LocalDate.MAX),
        Arguments.of(PropertyType.DATE_TIME, "2026-01-31T13:45:00"),
        Arguments.of(PropertyType.DATE_TIME, Instant.MIN),
        Arguments.of(PropertyType.GUID, "1-1-1-1-1"),
        Arguments.of(PropertyType.FILE, "a file"),
        Arguments.of(PropertyType.IMAGE, new FileValue("a", "text/html", new byte[0])),
        Arguments.of(PropertyType.HYPERLINK, "javascript:alert(1)"),
        Arguments.of(PropertyType.HYPERLINK, "a b"),
        Arguments.of(PropertyType.MULTIVALUE, withNull),
        Arguments.of(PropertyType.MULTIVALUE, List.of(List.of())));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoneIsRefusedWithWhatShouldBeThere(PropertyType type, Object given) {
    var refused = catchThrowableOfType(ValueRefused.class, () -> type.convert(given));
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).hasSizeLessThan(200);
  }

  @Test
  void aNumberIsEqualToAnAutonumberAsKeysGo() {
    assertThat(PropertyType.AUTONUMBER.plain()).isEqualTo(PropertyType.NUMBER);
    assertThat(PropertyType.AUTOGUID.plain()).isEqualTo(PropertyType.GUID);
  }
}
