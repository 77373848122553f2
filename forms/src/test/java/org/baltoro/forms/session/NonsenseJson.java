package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Messages as a page that is broken, or somebody without a page, may send them: sound ones with
 * something else in a place, cut off, deep, huge, or no JSON at all.
 */
final class NonsenseJson {
  private static final List<String> SOUND =
      List.of(
          """
          {"type": "changed", "changes": [{"address": {"window": "w1", "area": "view",
           "control": "text"}, "row": null, "value": "typed"}]}
          """,
          """
          {"type": "onControl", "event": "clicked",
           "address": {"window": "w1", "area": "view", "control": "save"},
           "changes": [{"address": {"window": "w1", "area": "view", "control": "number"},
           "value": 17}]}
          """,
          """
          {"type": "onControl", "event": "clicked", "row": 3, "item": "4711_2",
           "address": {"window": "w2", "area": "", "control": "ok"}}
          """,
          """
          {"type": "onRow", "window": "w1", "area": "rows", "event": "doubleClicked", "row": 1}
          """,
          """
          {"type": "editRow", "window": "w1", "area": "rows", "method": "add", "row": null,
           "changes": []}
          """,
          """
          {"type": "loadMore", "window": "w1", "area": "rows"}
          """,
          """
          {"type": "answer", "question": 1, "yes": true}
          """,
          """
          {"type": "closeWindow", "window": "w2"}
          """,
          """
          {"type": "toggle", "window": "w1", "area": "view", "collapsed": false}
          """,
          """
          {"type": "submit", "action": "Approve", "changes": [{"address": {"window": "w1",
           "area": "view", "control": "file"}, "value": {"name": "a.txt",
           "contentType": "text/plain", "content": "aGVsbG8="}}]}
          """);
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "9223372036854775808",
          "1e999999999",
          "-1e-999999999",
          "\"\"",
          "\"w1\"",
          "\"\\u0000\\ud800\"",
          "\"clicked\"",
          "\"2026-01-31\"",
          "[]",
          "{}",
          "[null]",
          "[[[]]]",
          "{\"name\": 1}",
          "{\"content\": \"%%\"}",
          "{\"a\": {\"b\": []}}",
          "NaN",
          "\"a1\"",
          "3");

  private final SplittableRandom random;

  NonsenseJson(long seed) {
    random = new SplittableRandom(seed);
  }

  String next() {
    var sound = one(SOUND);
    return switch (random.nextInt(12)) {
      case 0 -> sound;
      case 1 -> sound.substring(0, random.nextInt(sound.length()));
      case 2 -> deep(random.nextInt(1, 20_000));
      case 3 -> huge(sound);
      case 4 -> one(VALUES);
      default -> changed(sound);
    };
  }

  private static String deep(int levels) {
    return "{\"type\": \"changed\", \"changes\": " + "[".repeat(levels) + "]".repeat(levels) + "}";
  }

  private String huge(String sound) {
    var filler = random.nextBoolean() ? "x".repeat(300_000) : "9".repeat(300_000);
    return sound.replaceFirst("\"(typed|w1|rows|view)\"", "\"" + filler + "\"");
  }

  /** Puts other values, or other names, into a few places. */
  private String changed(String sound) {
    var parts = new ArrayList<>(List.of(sound.split("(?<=[:,\\[{}\\]])|(?=[:,\\[{}\\]])", -1)));
    for (int count = random.nextInt(1, 4); count > 0; count--) {
      int place = random.nextInt(parts.size());
      var part = parts.get(place);
      switch (random.nextInt(4)) {
        case 0 -> parts.remove(place);
        case 1 -> parts.add(place, part);
        default -> parts.set(place, part.matches("[:,\\[{}\\]\\s]*") ? part : one(VALUES));
      }
      if (parts.isEmpty()) {
        return "";
      }
    }
    return String.join("", parts);
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
