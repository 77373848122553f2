package org.baltoro.forms.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;

/**
 * Rules as a line: {@code "then A B, and C"} is a rule whose one handler has two blocks; brackets
 * are handlers inside. Actions are named by their ids; blocks and handlers are numbered.
 */
final class Sketch {
  private Sketch() {}

  static Rule rule(String line) {
    return new Rule("rule", "A rule", new Event.Unbound(), List.of(handler("h1", line)), true, "");
  }

  private static Handler handler(String id, String line) {
    var steps = new ArrayList<Step>();
    for (var part : line.split(", ", -1)) {
      if (part.startsWith("[")) {
        steps.add(handler(id + "." + (steps.size() + 1), part.substring(1, part.length() - 1)));
      } else if (!part.isEmpty()) {
        var words = List.of(part.split(" ", -1));
        steps.add(
            new Block(
                "b" + (steps.size() + 1),
                BlockType.valueOf(words.getFirst().toUpperCase(Locale.ROOT)),
                words.subList(1, words.size()).stream().map(Sketch::action).toList()));
      }
    }
    return new Handler(id, new HandlerType.Always(), List.of(), steps, true, "");
  }

  static Action action(String id) {
    return new Action(id, new Operation.TransferData(List.of()), true, "about " + id);
  }

  static String of(Rule rule) {
    return rule.handlers().stream().map(Sketch::of).collect(Collectors.joining("; "));
  }

  private static String of(Handler handler) {
    return handler.steps().stream().map(Sketch::of).collect(Collectors.joining(", "));
  }

  private static String of(Step step) {
    return switch (step) {
      case Handler handler -> "[" + of(handler) + "]";
      case Block block ->
          block.type().name().toLowerCase(Locale.ROOT)
              + block.actions().stream()
                  .map(action -> " " + (action.enabled() ? "" : "-") + action.id())
                  .collect(Collectors.joining());
    };
  }

  /** The ids of the blocks, in order. */
  static List<String> blocks(Rule rule) {
    return rule.handlers().getFirst().steps().stream().map(Step::id).toList();
  }
}
