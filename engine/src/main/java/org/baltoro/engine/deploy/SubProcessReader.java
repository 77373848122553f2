package org.baltoro.engine.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.ProcessName;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;

/** Reads an event that starts another process. */
final class SubProcessReader {
  static final List<String> KEYS =
      List.of(
          "subProcess",
          "process",
          "synchronous",
          "folio",
          "send",
          "receive",
          "onFailure",
          "onDelete",
          "onEnd",
          "escalations",
          "exceptionRule");

  private SubProcessReader() {}

  static SubProcess read(Reading reading, Section event) {
    return new SubProcess(
        event.requiredText("subProcess", "the event's name"),
        process(event),
        event.truth("synchronous", true),
        Expressions.read(event, "folio"),
        expressions(event, "send", "a mapping of the child's data fields to expressions"),
        expressions(event, "receive", "a mapping of this process's data fields to expressions"),
        event.choice("onFailure", words(OnFailure.values()), OnFailure.WAIT),
        event.choice("onDelete", words(OnDelete.values()), OnDelete.FAIL),
        event.choice("onEnd", words(OnEnd.values()), OnEnd.LEAVE),
        EscalationReader.read(reading, event, EscalationReader.Owner.EVENT),
        CodeReader.rule(reading, event, "exceptionRule"));
  }

  /** With slashes, where it is a name at all: that is checked with the parts. */
  private static String process(Section event) {
    var text = event.requiredText("process", "the full name of a process: folder/name");
    try {
      return new ProcessName(text).text();
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  private static Map<String, Expression> expressions(Section event, String key, String expected) {
    var expressions = new LinkedHashMap<String, Expression>();
    event
        .entries(key, expected)
        .forEach((name, part) -> {
          var text = event.text(part, "an expression");
          if (text != null) {
            expressions.put(name, new Expression(text));
          }
        });
    return expressions;
  }

  /** The choices as they are written: in small letters. */
  private static <T extends Enum<T>> Map<String, T> words(T[] values) {
    var words = new LinkedHashMap<String, T>();
    for (var value : values) {
      words.put(word(value), value);
    }
    return words;
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
