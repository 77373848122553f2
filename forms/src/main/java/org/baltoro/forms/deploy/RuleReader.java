package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;

/**
 * Reads rules. A rule has {@code do}, the steps of its one handler that always runs, or {@code
 * handlers}. A step is a block, a list of actions behind its word, or a handler inside.
 */
final class RuleReader {
  static final Map<String, BlockType> BLOCKS = Words.all(BlockType.class);
  private static final List<String> RULE_KEYS =
      List.of("rule", "id", "when", "enabled", "comment", "do", "handlers");
  private static final List<String> HANDLER_KEYS =
      List.of("if", "forEach", "onError", "do", "id", "enabled", "comment");
  private static final List<String> BLOCK_KEYS = blockKeys();
  private static final String EXPECTED_STEP =
      "a block (%s) or a handler (if, forEach, onError, do)"
          .formatted(String.join(", ", BLOCKS.keySet()));

  private final Parts parts;
  private final EventReader events;
  private final ConditionReader conditions;
  private final ActionReader actions;

  RuleReader(Parts parts) {
    this.parts = parts;
    this.events = new EventReader(parts);
    this.conditions = new ConditionReader(parts);
    this.actions = new ActionReader(parts);
  }

  private static List<String> blockKeys() {
    var keys = new ArrayList<>(BLOCKS.keySet());
    keys.add("atomic");
    keys.add("id");
    return List.copyOf(keys);
  }

  /** The rules of a document, or of a state. */
  List<Rule> read(Section document) {
    return document.items("rules", "a list of rules").stream().map(this::rule).toList();
  }

  private Rule rule(Part part) {
    var section = parts.section(part, "a rule", RULE_KEYS);
    var name = section.requiredText("rule", "what people call it: When the form is initialised");
    var id = parts.id(section, part.path(), parts.ids.rule(name));
    return new Rule(
        id,
        name,
        events.read(section),
        handlers(section, id),
        section.truth("enabled", true),
        section.text("comment", ""));
  }

  private List<Handler> handlers(Section rule, String id) {
    var steps = rule.part("do");
    if (steps != null) {
      if (rule.has("handlers")) {
        parts.reading.unreadable(
            rule.path("handlers"), "do and handlers", "one of them: do is one of the handlers");
      }
      var handler = parts.register(Ids.child(id, 0), rule.path("do"));
      return List.of(
          new Handler(
              handler, new HandlerType.Always(), List.of(), steps(rule, handler), true, ""));
    }
    var handlers = new ArrayList<Handler>();
    for (var item : rule.items("handlers", "a list of handlers")) {
      handlers.add(handler(item, Ids.child(id, handlers.size())));
    }
    return handlers;
  }

  Handler handler(Part part, String derived) {
    var section = parts.section(part, "a handler: if, forEach, onError and do", HANDLER_KEYS);
    var id = parts.id(section, part.path(), derived);
    var type = type(section);
    return new Handler(
        id,
        type,
        conditions(section, id),
        steps(section, id),
        section.truth("enabled", true),
        section.text("comment", ""));
  }

  private HandlerType type(Section section) {
    if (section.has("forEach")) {
      if (section.has("onError")) {
        parts.reading.unreadable(
            section.path("onError"), "forEach and onError", "one handler inside the other");
      }
      return new HandlerType.ForEach(ItemsReader.read(parts, section, "forEach"));
    }
    if (section.has("onError")) {
      if (!section.truth("onError", true)) {
        parts.reading.unreadable(section.path("onError"), "false", "true, or no such key");
      }
      return new HandlerType.Error();
    }
    return section.has("if") ? new HandlerType.If() : new HandlerType.Always();
  }

  private List<Condition> conditions(Section section, String id) {
    return conditions.read(section, "if", id);
  }

  Condition condition(Part part, String derived) {
    return conditions.read(part, derived);
  }

  private List<Step> steps(Section handler, String id) {
    var steps = new ArrayList<Step>();
    for (var item : handler.items("do", "a list of blocks: then, and, also, asynchronously")) {
      steps.add(step(item, Ids.child(id, steps.size())));
    }
    return steps;
  }

  Step step(Part part, String derived) {
    if (part.keys().stream().anyMatch(HANDLER_KEYS.subList(0, 4)::contains)) {
      return handler(part, derived);
    }
    var words = part.keys().stream().filter(BLOCKS::containsKey).toList();
    if (words.size() != 1) {
      parts.reading.unreadable(
          part.path(),
          part.isMapping() ? "a mapping with " + part.keys() : part.shown(),
          EXPECTED_STEP);
      return new Block(parts.register(derived, part.path()), BlockType.THEN, List.of());
    }
    return block(part, words.getFirst(), derived);
  }

  private Block block(Part part, String word, String derived) {
    var section = parts.section(part, EXPECTED_STEP, BLOCK_KEYS);
    var id = parts.id(section, part.path(), derived);
    var type = BLOCKS.getOrDefault(word, BlockType.THEN);
    boolean atomic = section.truth("atomic", false);
    if (atomic && type != BlockType.ALSO) {
      parts.reading.unreadable(
          section.path("atomic"), "atomic in a block '%s'".formatted(word), "atomic in also only");
    }
    var list = new ArrayList<Action>();
    for (var item : section.items(word, "a list of actions")) {
      list.add(actions.read(item, Ids.child(id, list.size())));
    }
    return new Block(id, type, atomic && type == BlockType.ALSO, list);
  }

  Action action(Part part, String derived) {
    return actions.read(part, derived);
  }
}
