package org.baltoro.forms.protocol;

import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What is wrong with JSON, in words for who sends it: without names of the library or of classes.
 */
public final class JsonFaults {
  /** What the library says of itself. */
  private static final Pattern LIBRARYS_OWN =
      Pattern.compile("\\s*\\([^()]*\\[Source:[^\\]]*\\][^()]*\\)|\\s*\\[Source:.*?\\]|\\.$");

  private JsonFaults() {}

  /**
   * A sentence, or two.
   *
   * @param what was read, as it begins a sentence: {@code "The body"}
   */
  public static String of(String what, JacksonException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException unknown -> unknown(what, unknown);
      case InvalidFormatException unfit when isConstant(unfit) ->
          "Property '%s' is '%s': give %s."
              .formatted(path(unfit), unfit.getValue(), expected(unfit.getTargetType()));
      case MismatchedInputException mismatch -> mismatch(what, mismatch, mismatch.getTargetType());
      case InputCoercionException outOfRange ->
          mismatch(what, outOfRange, outOfRange.getTargetType());
      case StreamConstraintsException tooMuch ->
          "%s is nested too deep, or has names or numbers that are too long.".formatted(what);
      default ->
          failure.getCause() instanceof IllegalArgumentException refused
              ? "Property '%s' can't be taken: %s.".formatted(path(failure), refused.getMessage())
              : noJson(what, failure);
    };
  }

  private static boolean isConstant(InvalidFormatException unfit) {
    return unfit.getTargetType() != null && unfit.getTargetType().isEnum();
  }

  private static String path(JacksonException failure) {
    return failure.getPath().stream()
        .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
        .collect(Collectors.joining("."));
  }

  private static String unknown(String what, UnrecognizedPropertyException unknown) {
    Collection<Object> known = unknown.getKnownPropertyIds();
    return "%s has no property '%s': there are %s."
        .formatted(
            what,
            unknown.getPropertyName(),
            known.stream().map(Object::toString).sorted().collect(Collectors.joining(", ")));
  }

  private static String mismatch(String what, JacksonException mismatch, @Nullable Class<?> type) {
    var path = path(mismatch);
    if (path.isEmpty()) {
      return "%s is no JSON object, or is followed by more: send one object, {} at least."
          .formatted(what);
    }
    return "Property '%s' has the wrong type: give %s.".formatted(path, expected(type));
  }

  /** What a value of a type looks like, with its article. */
  public static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "another";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> ProtocolJson.MAPPER.valueToTree(constant).asString())
              .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "long", "Long" -> "a whole number";
      case "int", "Integer" -> "a whole number up to 2147483647";
      case "boolean", "Boolean" -> "true or false";
      case "Instant" -> "a time as in 2026-01-31T12:00:00Z";
      case "Duration" -> "a duration as in PT30S";
      case "Map", "LinkedHashMap" -> "an object";
      case "List", "ArrayList", "Set" -> "a list";
      case "String" -> "text";
      default -> "an object";
    };
  }

  private static String noJson(String what, JacksonException failure) {
    var place = failure.getLocation();
    var reason =
        LIBRARYS_OWN
            .matcher(failure.getOriginalMessage().lines().findFirst().orElse(""))
            .replaceAll("");
    return "%s is no JSON%s: %s."
        .formatted(
            what,
            place == null || place.getLineNr() < 1
                ? ""
                : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr()),
            reason.isBlank() ? "it can't be read" : reason);
  }
}
