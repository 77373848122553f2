package org.baltoro.language.yaml;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of the file whose keys are known: the process, an activity, an event. Asked for a part
 * it gives what stands there; where that can't be, it notes the problem and gives the default.
 */
public final class Section {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private final Reading reading;
  private final String path;
  private final Map<String, Node> parts = new LinkedHashMap<>();
  private boolean unknown;
  private boolean readable;

  private Section(Reading reading, String path) {
    this.reading = reading;
    this.path = path;
  }

  /** A part of the file and the path that leads to it. */
  public record Part(String path, Node node) {
    public boolean isMapping() {
      return node instanceof MappingNode;
    }

    public boolean isList() {
      return node instanceof SequenceNode;
    }

    /** True if nothing stands there, or null. */
    public boolean isNothing() {
      return Reading.isNothing(node);
    }

    /** The text of a single value, also of a number or a truth value; null if it is none. */
    public @Nullable String single() {
      return node instanceof ScalarNode scalar && !isNothing() ? scalar.getValue() : null;
    }

    /** True if it is text: neither a number nor a truth value. */
    public boolean isText() {
      return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR);
    }

    /** The keys of a mapping in order; none of anything else. */
    public List<String> keys() {
      var keys = new ArrayList<String>();
      if (node instanceof MappingNode mapping) {
        for (var entry : mapping.getValue()) {
          if (entry.getKeyNode() instanceof ScalarNode key) {
            keys.add(key.getValue());
          }
        }
      }
      return keys;
    }

    /** What stands there, in a few words, for a message. */
    public String shown() {
      return Reading.shown(node);
    }
  }

  /**
   * Reads a mapping, and notes keys that it does not know.
   *
   * @param what what the mapping describes: "an event with server: ..."
   */
  public static Section of(Reading reading, Part part, String what, List<String> keys) {
    var section = new Section(reading, part.path);
    if (!(part.node instanceof MappingNode mapping)) {
      reading.unreadable(part.path.isEmpty() ? "file" : part.path, Reading.shown(part.node), what);
      return section;
    }
    section.readable = true;
    for (var entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        continue;
      }
      if (keys.contains(key.getValue())) {
        section.parts.putIfAbsent(key.getValue(), entry.getValueNode());
      } else {
        section.unknown = true;
        reading.error(
            key,
            section.path(key.getValue()),
            "the unknown key '%s'".formatted(Reading.shortened(key.getValue())),
            "one of " + String.join(", ", keys),
            Reading.nearest(key.getValue(), keys));
      }
    }
    return section;
  }

  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** True if it has keys that are not known: perhaps known ones, misspelt. */
  public boolean hasUnknown() {
    return unknown;
  }

  /** True if it is a mapping, so that what it lacks is missing. */
  public boolean isReadable() {
    return readable;
  }

  public boolean has(String key) {
    return parts.containsKey(key);
  }

  public @Nullable Part part(String key) {
    var node = parts.get(key);
    return node == null ? null : new Part(path(key), node);
  }

  /** Notes that a key is missing. */
  public void missing(String key, String expected) {
    if (readable) {
      reading.unreadable(path(key), "nothing", expected);
    }
  }

  /** Notes that something is missing which no single key would give. */
  public void missing(String expected) {
    if (readable) {
      reading.lacking(path, expected);
    }
  }

  /** Notes keys that it has and that do not fit what it turned out to be. */
  public void allowOnly(List<String> keys, String what) {
    for (var key : parts.keySet()) {
      if (!keys.contains(key)) {
        reading.unreadable(
            path(key),
            "the key '%s' in %s".formatted(key, what),
            "one of " + String.join(", ", keys));
      }
    }
  }

  public String text(String key, String fallback) {
    var part = part(key);
    var text = part == null ? null : text(part, "text");
    return text == null ? fallback : text;
  }

  /** Text that must be there; "" where it can't be read. */
  public String requiredText(String key, String expected) {
    var part = part(key);
    if (part == null) {
      missing(key, expected);
      return "";
    }
    var text = text(part, expected);
    return text == null ? "" : text;
  }

  /** The text of a single value, also of a number or a truth value; null where there is none. */
  public @Nullable String text(Part part, String expected) {
    if (part.node instanceof ScalarNode scalar && !Reading.isNothing(part.node)) {
      return scalar.getValue();
    }
    reading.unreadable(part.path, Reading.shown(part.node), expected);
    return null;
  }

  /** Texts in a list, or a single one without; none where the key is absent. */
  public List<String> texts(String key, String expected) {
    var part = part(key);
    if (part == null) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    for (var item : listed(part)) {
      var text = text(item, expected);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The items of a list; one that stands without a list is the only one. */
  public static List<Part> listed(Part part) {
    if (!(part.node instanceof SequenceNode list)) {
      return List.of(part);
    }
    var items = new ArrayList<Part>();
    for (int place = 0; place < list.getValue().size(); place++) {
      items.add(new Part(part.path + "[" + place + "]", list.getValue().get(place)));
    }
    return items;
  }

  public ZoneId zone(String key, ZoneId fallback) {
    var text = text(key, fallback.getId());
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      reading.unreadable(
          path(key),
          "'" + Reading.shortened(text) + "'",
          "a time zone such as Europe/Berlin or UTC",
          Reading.nearest(text, new TreeSet<>(ZoneId.getAvailableZoneIds())));
      return fallback;
    }
  }

  public boolean truth(String key, boolean fallback) {
    var part = part(key);
    if (part == null) {
      return fallback;
    }
    if (part.node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return scalar.getValue().equalsIgnoreCase("true");
    }
    reading.unreadable(part.path, Reading.shown(part.node), "true or false");
    return fallback;
  }

  public int whole(String key, int fallback) {
    var part = part(key);
    if (part == null) {
      return fallback;
    }
    var number = whole(part);
    if (number == null) {
      reading.unreadable(part.path, Reading.shown(part.node), "a whole number");
      return fallback;
    }
    return number;
  }

  /** The whole number of a part, or null where there is none that an {@code int} holds. */
  public static @Nullable Integer whole(Part part) {
    if (part.node instanceof ScalarNode scalar && WHOLE.matcher(scalar.getValue()).matches()) {
      var number = new BigInteger(scalar.getValue());
      return number.bitLength() < Integer.SIZE ? number.intValueExact() : null;
    }
    return null;
  }

  public double number(String key, double fallback) {
    var part = part(key);
    if (part == null) {
      return fallback;
    }
    if (part.node instanceof ScalarNode scalar && NUMBER.matcher(scalar.getValue()).matches()) {
      return Double.parseDouble(scalar.getValue());
    }
    reading.unreadable(part.path, Reading.shown(part.node), "a number");
    return fallback;
  }

  public Duration duration(String key, Duration fallback) {
    return duration(key, fallback, DurationText.EXPECTED);
  }

  /**
   * @param expected what may stand there, as a duration is not all
   */
  public Duration duration(String key, Duration fallback, String expected) {
    var part = part(key);
    if (part == null) {
      return fallback;
    }
    var duration =
        part.node instanceof ScalarNode scalar ? DurationText.read(scalar.getValue()) : null;
    if (duration == null) {
      reading.unreadable(part.path, Reading.shown(part.node), expected);
      return fallback;
    }
    return duration;
  }

  /** One of a few words. */
  public <T> T choice(String key, Map<String, T> choices, T fallback) {
    var part = part(key);
    var word = part == null ? null : text(part, "one of " + String.join(", ", choices.keySet()));
    if (part == null || word == null) {
      return fallback;
    }
    var chosen = choices.get(word);
    if (chosen == null) {
      reading.unreadable(
          part.path,
          Reading.shown(part.node),
          "one of " + String.join(", ", choices.keySet()),
          Reading.nearest(word, choices.keySet()));
      return fallback;
    }
    return chosen;
  }

  /** The items of a list; none where the key is absent. */
  public List<Part> items(String key, String expected) {
    var part = part(key);
    if (part == null) {
      return List.of();
    }
    if (!(part.node instanceof SequenceNode)) {
      reading.unreadable(part.path, Reading.shown(part.node), expected);
      return List.of();
    }
    return listed(part);
  }

  /**
   * The entries of a mapping by name, in order, the first of each; none where the key is absent.
   */
  public Map<String, Part> entries(String key, String expected) {
    var part = part(key);
    var entries = new LinkedHashMap<String, Part>();
    if (part == null) {
      return entries;
    }
    if (!(part.node instanceof MappingNode mapping)) {
      reading.unreadable(part.path, Reading.shown(part.node), expected);
      return entries;
    }
    for (var entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name && !name.getValue().isEmpty()) {
        entries.putIfAbsent(
            name.getValue(), new Part(part.path + "." + name.getValue(), entry.getValueNode()));
      }
    }
    return entries;
  }
}
