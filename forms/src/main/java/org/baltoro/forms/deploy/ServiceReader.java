package org.baltoro.forms.deploy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.baltoro.forms.broker.sql.SqlConfig;
import org.baltoro.forms.service.JdbcUrl;
import org.baltoro.forms.service.SecretReference;
import org.baltoro.forms.service.ServiceDefinition;
import org.baltoro.forms.service.SqlService;
import org.baltoro.language.yaml.DurationText;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads services: databases here, addresses in {@link RestServiceReader}. */
final class ServiceReader {
  private static final List<String> COMMON =
      List.of("service", "kind", "displayName", "description", "enabled");
  private static final List<String> SQL_KEYS =
      Parts.with(
          COMMON,
          "url",
          "user",
          "password",
          "schemas",
          "tables",
          "readOnly",
          "connectionsMax",
          "connectTimeout",
          "statementTimeout");
  private static final List<String> REST_KEYS =
      Parts.with(COMMON, "url", "credential", "timeout", "retry", "responseBytesMax", "objects");
  private static final Map<String, Kind> KINDS = kinds();
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd} ._-]{0,99}");
  private static final int TEXT_MAX = 1_000;

  private final Parts parts;
  private final Section section;

  private enum Kind {
    SQL,
    REST
  }

  private static Map<String, Kind> kinds() {
    var kinds = new LinkedHashMap<String, Kind>();
    kinds.put("sql", Kind.SQL);
    kinds.put("rest", Kind.REST);
    return java.util.Collections.unmodifiableMap(kinds);
  }

  private ServiceReader(Parts parts, Section section) {
    this.parts = parts;
    this.section = section;
  }

  static ServiceDefinition read(Parts parts, Part root) {
    var keys = new java.util.ArrayList<>(SQL_KEYS);
    REST_KEYS.stream().filter(key -> !keys.contains(key)).forEach(keys::add);
    return new ServiceReader(parts, parts.section(root, "a service", keys)).definition();
  }

  private ServiceDefinition definition() {
    if (!section.has("kind")) {
      section.missing("kind", "one of " + String.join(", ", KINDS.keySet()));
    }
    return switch (section.choice("kind", KINDS, Kind.SQL)) {
      case SQL -> {
        section.allowOnly(SQL_KEYS, "a service of kind sql");
        yield sql();
      }
      case REST -> {
        section.allowOnly(REST_KEYS, "a service of kind rest");
        yield new RestServiceReader(parts, section).read(name());
      }
    };
  }

  private String name() {
    var name = section.requiredText("service", "a name");
    if (section.has("service") && !name.isEmpty() && !NAME.matcher(name).matches()) {
      parts.reading.unreadable(
          "service",
          "'" + org.baltoro.language.yaml.Reading.shortened(name) + "'",
          "1 to 100 letters, digits, blanks, '.', '_' and '-', beginning with a letter or digit");
      return "unnamed";
    }
    return name.isEmpty() ? "unnamed" : name.strip();
  }

  private ServiceDefinition sql() {
    return new SqlService(
        name(),
        section.text("displayName", ""),
        section.text("description", ""),
        section.truth("enabled", true),
        url(),
        section.has("user") ? bounded("user", "the database's user") : null,
        password(),
        config(),
        whole("connectionsMax", SqlService.CONNECTIONS, 1, SqlService.CONNECTIONS_MAX),
        duration(
            "connectTimeout",
            SqlService.CONNECT_TIMEOUT,
            SqlService.CONNECT_TIMEOUT_MIN,
            SqlService.CONNECT_TIMEOUT_MAX));
  }

  private String url() {
    var url = section.requiredText("url", JdbcUrl.expected());
    var fault = url.isEmpty() ? null : JdbcUrl.fault(url);
    if (fault != null) {
      parts.reading.unreadable("url", fault, JdbcUrl.expected());
    }
    return url;
  }

  /** What stands there is not told: it may be the secret itself. */
  private @Nullable SecretReference password() {
    var part = section.part("password");
    if (part == null) {
      return null;
    }
    var text = part.single();
    var reference = text == null ? null : SecretReference.parse(text);
    if (reference == null) {
      parts.reading.unreadable(part.path(), "something else", SecretReference.SHAPE);
    }
    return reference;
  }

  private SqlConfig config() {
    var timeout =
        duration(
            "statementTimeout",
            SqlConfig.DEFAULTS.statementTimeout(),
            Duration.ofSeconds(1),
            Duration.ofHours(1));
    return new SqlConfig(
        section.texts("schemas", "schemas"),
        section.texts("tables", "tables and views, * for any characters"),
        section.truth("readOnly", false),
        timeout);
  }

  private String bounded(String key, String expected) {
    var text = section.requiredText(key, expected);
    if (text.length() > TEXT_MAX) {
      parts.reading.unreadable(
          section.path(key),
          "%,d characters".formatted(text.length()),
          "%,d at most".formatted(TEXT_MAX));
    }
    return text;
  }

  private int whole(String key, int usual, int least, int most) {
    return whole(parts, section, key, usual, least, most);
  }

  private Duration duration(String key, Duration usual, Duration least, Duration most) {
    return duration(parts, section, key, usual, least, most);
  }

  /** A number within bounds; the usual one where there is none. */
  static int whole(Parts parts, Section section, String key, int usual, int least, int most) {
    int number = section.whole(key, usual);
    if (number < least || number > most) {
      parts.reading.unreadable(
          section.path(key), "'%d'".formatted(number), "%d to %d".formatted(least, most));
      return usual;
    }
    return number;
  }

  /** A duration within bounds; the usual one where there is none. */
  static Duration duration(
      Parts parts, Section section, String key, Duration usual, Duration least, Duration most) {
    var duration = section.duration(key, usual);
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      parts.reading.unreadable(
          section.path(key),
          "'%s'".formatted(duration),
          "%s to %s".formatted(DurationText.write(least), DurationText.write(most)));
      return usual;
    }
    return duration;
  }
}
