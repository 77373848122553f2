package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.List;
import org.baltoro.kernel.definition.Retention;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads how long finished instances are kept: {@code 90d}, {@code forever}, or a mapping. */
final class RetentionReader {
  static final String FOREVER = "forever";
  private static final List<String> KEYS = List.of("after", "archive");
  private static final String SPAN = "a duration such as 90d, or forever";
  private static final String EXPECTED =
      "a duration such as 90d, forever, or a mapping with after and archive";

  private RetentionReader() {}

  static @Nullable Retention read(Reading reading, Section process) {
    var part = process.part("retention");
    if (part == null) {
      return null;
    }
    if (part.node() instanceof ScalarNode && !Reading.isNothing(part.node())) {
      return new Retention(after(process, "retention"), null);
    }
    var section = Section.of(reading, part, EXPECTED, KEYS);
    if (!section.has("after")) {
      section.missing("after", EXPECTED);
      return null;
    }
    return new Retention(
        after(section, "after"),
        section.has("archive") ? Boolean.valueOf(section.truth("archive", false)) : null);
  }

  private static @Nullable Duration after(Section owner, String key) {
    var part = owner.part(key);
    boolean forever =
        part != null && part.node() instanceof ScalarNode text && text.getValue().equals(FOREVER);
    return forever ? null : owner.duration(key, Retention.MOST, SPAN);
  }
}
