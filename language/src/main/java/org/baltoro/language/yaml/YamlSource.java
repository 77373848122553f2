package org.baltoro.language.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.baltoro.language.yaml.SourcePlaces.Place;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML 1.2 text, core schema, to its tree of nodes. Refuses what a definition has no use for and
 * what could make a small file large or deep: anchors, aliases, more documents than one.
 */
final class YamlSource {
  private static final int BYTES_MAX = 1 << 20;
  private static final int DEPTH_MAX = 50;

  /**
   * What the parser stumbles over, in our words.
   *
   * @param says how its message begins
   * @param atContext the slip was made where it began to read, not where it gave up
   */
  private record Slip(String says, boolean atContext, String found, String expected) {}

  private static final List<Slip> SLIPS =
      List.of(
          new Slip(
              "mapping values are not allowed here",
              false,
              "a colon within a value",
              "a mapping on lines of its own, or quotes around text that has ': ' in it"),
          new Slip(
              "found character '\\t(TAB)'", false, "a tab", "blanks: YAML does not indent by tabs"),
          new Slip(
              "expected <block end>, but found '<scalar>'",
              false,
              "text after the end of a value",
              "quotes around the whole value, single ones if it has double ones in it"),
          new Slip(
              "expected <block end>",
              false,
              "another indentation than the keys before",
              "the same indentation for all keys of a mapping and all items of a list"),
          new Slip("could not find expected ':'", true, "a key without a colon", "key: value"),
          new Slip("found unexpected end of stream", true, "an opening quote", "a closing one too"),
          new Slip(
              "expected ',' or",
              true,
              "an opening bracket",
              "a closing one, commas between items"));

  private final String source;
  private final DocumentKind kind;
  private final List<Fault> faults = new ArrayList<>();

  private YamlSource(String source, DocumentKind kind) {
    this.source = source;
    this.kind = kind;
  }

  /**
   * @param root null if there is none, or if there are faults
   */
  record Parsed(@Nullable Node root, List<Fault> faults) {}

  /** Why there is no tree. */
  record Fault(Place place, String found, String expected) {}

  static Parsed parse(String source, DocumentKind kind) {
    return new YamlSource(source, kind).parse();
  }

  private Parsed parse() {
    int bytes = source.length();
    if (bytes <= BYTES_MAX) {
      bytes = source.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
    if (bytes > BYTES_MAX) {
      faults.add(
          new Fault(
              Place.FIRST,
              "a file of more than 1 MiB",
              "at most 1 MiB: keep large data in the store or in files of its own"));
      return new Parsed(null, faults);
    }
    var unprintable = unprintable();
    if (unprintable != null) {
      return new Parsed(null, List.of(unprintable));
    }
    try {
      scan();
      return new Parsed(faults.isEmpty() ? compose() : null, faults);
    } catch (MarkedYamlEngineException slip) {
      faults.add(fault(slip));
    } catch (YamlEngineException slip) {
      faults.add(new Fault(Place.FIRST, String.valueOf(slip.getMessage()), "YAML 1.2"));
    }
    return new Parsed(null, faults);
  }

  private @Nullable Fault unprintable() {
    int line = 1;
    int column = 1;
    for (int at = 0; at < source.length(); ) {
      int character = source.codePointAt(at);
      at += Character.charCount(character);
      if (!StreamReader.isPrintable(character)) {
        return new Fault(
            new Place(line, column),
            "the character U+%04X".formatted(character),
            "text: write such a character as \"\\x%02X\" in double quotes".formatted(character));
      }
      boolean ends =
          character == '\n'
              || (character == '\r' && (at == source.length() || source.charAt(at) != '\n'));
      line += ends ? 1 : 0;
      column = ends ? 1 : column + 1;
    }
    return null;
  }

  /** Looks for what is refused, before a tree is made of it. */
  private void scan() {
    int depth = 0;
    int documents = 0;
    for (Event event : new Parse(settings()).parseString(source)) {
      if (event instanceof DocumentStartEvent && ++documents == 2) {
        refuse(event, "a second document", kind.alone());
        return;
      }
      if (event instanceof AliasEvent) {
        refuse(event, "an alias", "the text itself: definitions have no anchors and aliases");
      } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
        refuse(
            event,
            "the anchor '&%s'".formatted(node.getAnchor().get()),
            "no anchor: definitions have no anchors and aliases");
      }
      if (event instanceof CollectionStartEvent && ++depth > DEPTH_MAX) {
        refuse(event, "more than 50 levels", "at most 50");
        return;
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private void refuse(Event event, String found, String expected) {
    faults.add(new Fault(place(event.getStartMark()), found, expected));
  }

  private @Nullable Node compose() {
    var root = new Compose(settings()).composeString(source).orElse(null);
    if (root == null) {
      faults.add(new Fault(Place.FIRST, "an empty file", kind.beginning()));
    }
    return root;
  }

  private static Fault fault(MarkedYamlEngineException stumble) {
    var says = String.valueOf(stumble.getProblem());
    for (var slip : SLIPS) {
      if (says.startsWith(slip.says)) {
        var mark = slip.atContext ? stumble.getContextMark() : stumble.getProblemMark();
        return new Fault(place(mark), slip.found, slip.expected);
      }
    }
    var mark =
        stumble.getProblemMark().isPresent() ? stumble.getProblemMark() : stumble.getContextMark();
    var expected = stumble.getContext() == null ? "YAML 1.2" : "YAML 1.2, " + stumble.getContext();
    return new Fault(place(mark), says.startsWith("found ") ? says.substring(6) : says, expected);
  }

  static Place place(Optional<Mark> mark) {
    return mark.isEmpty()
        ? Place.FIRST
        : new Place(mark.get().getLine() + 1, mark.get().getColumn() + 1);
  }

  private static LoadSettings settings() {
    return LoadSettings.builder()
        .setSchema(new CoreSchema())
        .setAllowDuplicateKeys(true)
        .setCodePointLimit(BYTES_MAX)
        .build();
  }
}
