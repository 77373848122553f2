package org.baltoro.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data fields by name. Reads see the committed values plus this handle's own writes; writes stay
 * local until {@code finish}, {@code update} or {@code startProcessInstance} carries them.
 *
 * <p>Values by type: boolean {@link Boolean}; integer {@link Integer}; long {@link Long}; decimal
 * {@link BigDecimal}; double {@link Double}; string {@link String}; date {@link LocalDate};
 * datetime {@link Instant}; binary {@code byte[]}; json a tree of {@code Map}, {@code List}, {@code
 * String}, {@code Number}, {@code Boolean}. Widening is done when nothing is lost (an {@code int}
 * in a decimal field); dates may also be given as ISO-8601 text and binary as Base64 text, as JSON
 * does.
 */
public interface DataFields {
  /** The names, in the definition's order. */
  java.util.Set<String> names();

  /**
   * The type of each field, by name and in the definition's order: {@code boolean}, {@code
   * integer}, {@code long}, {@code decimal}, {@code double}, {@code string}, {@code date}, {@code
   * datetime}, {@code binary} or {@code json}.
   */
  Map<String, String> types();

  /**
   * The names of fields that are declared with {@code hidden: true}: not for people's eyes by
   * default. Here they are like any other; what shows an instance to people leaves them out.
   */
  default java.util.Set<String> hidden() {
    return java.util.Set.of();
  }

  /**
   * The value, or null when the field is empty.
   *
   * @throws BaltoroException {@link Problem#INVALID_DATA} if there is no such field, naming the
   *     ones there are
   */
  @Nullable Object get(String name);

  /**
   * Sets a value; null empties the field. The type is checked by the server when the write is
   * carried.
   *
   * @return this, for the next set
   * @throws BaltoroException {@link Problem#INVALID_DATA} if there is no such field
   */
  DataFields set(String name, @Nullable Object value);

  /** All values by name, with this handle's writes; empty fields are null. */
  Map<String, @Nullable Object> all();

  /**
   * The writes that are carried next are refused with {@link Problem#CHANGED_MEANWHILE} if one of
   * the fields written was changed since this handle read it. Without it the last commit wins, per
   * field.
   */
  DataFields ifUnchanged();

  default @Nullable String getString(String name) {
    return (String) get(name);
  }

  default @Nullable Boolean getBoolean(String name) {
    return (Boolean) get(name);
  }

  default @Nullable Integer getInteger(String name) {
    return (Integer) get(name);
  }

  default @Nullable Long getLong(String name) {
    return (Long) get(name);
  }

  default @Nullable BigDecimal getDecimal(String name) {
    return (BigDecimal) get(name);
  }

  default @Nullable Double getDouble(String name) {
    return (Double) get(name);
  }

  default @Nullable LocalDate getDate(String name) {
    return (LocalDate) get(name);
  }

  default @Nullable Instant getDateTime(String name) {
    return (Instant) get(name);
  }
}
