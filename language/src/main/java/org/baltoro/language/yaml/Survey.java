package org.baltoro.language.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Looks over a whole file for what is wrong in any of its places: keys, tags, characters. */
final class Survey {
  private static final int KEY_LENGTH_MAX = 200;
  private static final List<Tag> SCALARS = List.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

  private final Reading reading;

  private Survey(Reading reading) {
    this.reading = reading;
  }

  static void of(Node root, Reading reading) {
    new Survey(reading).visit(root, "");
  }

  private void visit(Node node, String path) {
    switch (node) {
      case ScalarNode scalar -> scalar(scalar, path);
      case SequenceNode list -> {
        tag(list, Tag.SEQ, path);
        for (int place = 0; place < list.getValue().size(); place++) {
          visit(list.getValue().get(place), path + "[" + place + "]");
        }
      }
      case MappingNode mapping -> {
        tag(mapping, Tag.MAP, path);
        keys(mapping, path);
      }
      default -> throw new IllegalStateException("YAML has no such node: " + node.getNodeType());
    }
  }

  private void keys(MappingNode mapping, String path) {
    Map<String, ScalarNode> keys = new HashMap<>();
    for (var entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)
          || key.getValue().isEmpty()
          || key.getValue().length() > KEY_LENGTH_MAX) {
        reading.error(
            entry.getKeyNode(),
            path.isEmpty() ? "file" : path,
            entry.getKeyNode() instanceof ScalarNode key
                ? (key.getValue().isEmpty() ? "no key" : "a key of more than 200 characters")
                : Reading.shown(entry.getKeyNode()) + " as a key",
            "a name of 1 to 200 characters",
            null);
        continue;
      }
      var keyPath = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
      scalar(key, keyPath);
      var before = keys.putIfAbsent(key.getValue(), key);
      if (before != null) {
        reading.error(
            key,
            keyPath,
            "'%s' a second time".formatted(key.getValue()),
            "each key once: it stands in line %d already".formatted(SourcePlaces.of(before).line()),
            null);
        continue;
      }
      visit(entry.getValueNode(), keyPath);
    }
  }

  private void scalar(ScalarNode scalar, String path) {
    if (!SCALARS.contains(scalar.getTag())) {
      refuseTag(scalar, path);
    }
    var text = scalar.getValue();
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      boolean pair =
          Character.isHighSurrogate(letter)
              && at + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(at + 1));
      if (letter == 0 || (Character.isSurrogate(letter) && !pair)) {
        reading.error(
            scalar,
            path,
            "the character U+%04X".formatted((int) letter),
            "text that every database keeps: no NUL, no half of a surrogate pair",
            null);
        return;
      }
      at += pair ? 1 : 0;
    }
  }

  private void tag(Node node, Tag expected, String path) {
    if (!node.getTag().equals(expected)) {
      refuseTag(node, path);
    }
  }

  private void refuseTag(Node node, String path) {
    reading.error(
        node,
        path.isEmpty() ? "file" : path,
        "the tag '%s'".formatted(Reading.shortened(node.getTag().getValue())),
        "no tag: definitions have none",
        null);
  }
}
