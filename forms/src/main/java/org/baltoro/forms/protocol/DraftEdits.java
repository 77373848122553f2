package org.baltoro.forms.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.deploy.DocumentWriter;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;
import org.baltoro.forms.document.View;
import org.baltoro.forms.edit.DocumentEditor;
import org.baltoro.forms.edit.EditResult;
import org.baltoro.forms.edit.RuleEdit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Edits of rules that come as JSON, made to the text of a view or form: {@code {"edit":
 * "changeWord", "rule": "save-is-clicked", "action": "save-is-clicked/1/1/2", "word": "and"}}.
 * {@code edit} is the name of the record in {@link RuleEdit}, the others are its components;
 * actions, handlers and conditions have the keys of files. Pure: nothing is kept.
 */
public final class DraftEdits {
  private static final Map<String, Class<? extends RuleEdit>> EDITS = edits();

  private final Set<String> ids;
  private final List<Change> changes = new ArrayList<>();
  private Document document;

  private DraftEdits(Document document, Set<String> ids) {
    this.document = document;
    this.ids = new LinkedHashSet<>(ids);
  }

  /**
   * What came of the edits.
   *
   * @param source the text of the document as it is now
   * @param undo its text before
   */
  public record Edited(String source, List<Change> changes, String undo) {
    public Edited {
      changes = List.copyOf(changes);
    }
  }

  /** What an edit has done to its rule: its blocks before and after, nested ones too. */
  public record Change(String rule, String edit, List<BlockShape> before, List<BlockShape> after) {
    public Change {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /**
   * A block.
   *
   * @param handler that it stands in
   * @param actions their ids
   */
  public record BlockShape(
      String handler, String block, BlockType word, boolean atomic, List<String> actions) {
    public BlockShape {
      actions = List.copyOf(actions);
    }
  }

  /**
   * Makes the edits one after another: all of them, or none.
   *
   * @param source of a view or form
   * @param file its name, for problems
   * @throws BaltoroException if the text is no view or form, or an edit can't be made; the message
   *     says which and why
   */
  public static Edited apply(
      String source, String file, List<? extends Map<String, ? extends @Nullable Object>> edits) {
    var read = DocumentReader.read(source, file);
    var document = read.document();
    if (document == null || !read.deployable()) {
      throw new BaltoroException(
          Problem.INVALID_DEFINITION,
          "%s can't be edited: what it says is not sound. The first: %s"
              .formatted(file, read.problems().getFirst()),
          Map.of(),
          read.problems());
    }
    var draft = new DraftEdits(document, read.paths().keySet());
    for (int place = 0; place < edits.size(); place++) {
      try {
        draft.apply(edits.get(place));
      } catch (BaltoroException refused) {
        throw new BaltoroException(
            refused.problem(),
            "Edit %d of %d is refused, and none is made: %s"
                .formatted(place + 1, edits.size(), refused.getMessage()),
            Map.of("edit", place));
      }
    }
    return new Edited(DocumentWriter.write(draft.document), draft.changes, source);
  }

  private void apply(Map<String, ? extends @Nullable Object> given) {
    if (!(ProtocolJson.MAPPER.valueToTree(given) instanceof ObjectNode members)) {
      throw refused("It is no object.");
    }
    var name = members.path("edit").asString("");
    var rule = members.path("rule").asString("");
    if (rule.isEmpty()) {
      throw refused("It lacks 'rule', the rule's id.");
    }
    members.remove(List.of("edit", "rule"));
    var before = shape(rule);
    var edit = edit(name, rule, members);
    document = edited(rule, edit);
    changes.add(new Change(rule, name, before, shape(rule)));
  }

  private Document edited(String rule, RuleEdit edit) {
    return switch (document) {
      case Document.OfView(var view) ->
          switch (DocumentEditor.apply(view, rule, edit)) {
            case EditResult.Done<View>(var after, var undo) -> new Document.OfView(after);
            case EditResult.Refused<View>(var reason) -> throw refused(reason);
          };
      case Document.OfForm(var form) ->
          switch (DocumentEditor.apply(form, rule, edit)) {
            case EditResult.Done<Form>(var after, var undo) -> new Document.OfForm(after);
            case EditResult.Refused<Form>(var reason) -> throw refused(reason);
          };
      case Document.OfSmartObject none -> throw refused("A SmartObject has no rules.");
      case Document.OfService none -> throw refused("A service has no rules.");
    };
  }

  private static BaltoroException refused(String reason) {
    return new BaltoroException(Problem.INVALID_REQUEST, reason);
  }

  // ---- reading

  private RuleEdit edit(String name, String rule, ObjectNode members) {
    var parts = new RuleParts(document instanceof Document.OfForm);
    return switch (name) {
      case "appendAction" -> {
        only(members, "to", "action");
        var to = members.path("to").asString(rule);
        yield new RuleEdit.AppendAction(to, parts.action(withId(members, "action", to)));
      }
      case "appendHandler" -> {
        only(members, "handler");
        yield new RuleEdit.AppendHandler(parts.handler(withId(members, "handler", rule)));
      }
      case "appendCondition" -> {
        only(members, "handler", "condition");
        var handler = text(members, "handler");
        yield new RuleEdit.AppendCondition(
            handler, parts.condition(withId(condition(members), "condition", handler)));
      }
      case "configure" -> {
        only(members, "action", "operation");
        var action = text(members, "action");
        var operation = object(members, "operation").deepCopy().put("id", action);
        yield new RuleEdit.Configure(action, parts.action(operation).operation());
      }
      default -> plain(name, members);
    };
  }

  /** Of names and words alone. */
  private static RuleEdit plain(String name, ObjectNode members) {
    var record = EDITS.get(name);
    if (record == null) {
      throw refused("There is no edit '%s': there is %s.".formatted(name, EDITS.keySet()));
    }
    for (var component : record.getRecordComponents()) {
      if (!members.hasNonNull(component.getName())) {
        throw refused("'%s' lacks '%s'.".formatted(name, component.getName()));
      }
    }
    try {
      return ProtocolJson.MAPPER.treeToValue(members, record);
    } catch (JacksonException wrong) {
      throw refused(JsonFaults.of("'%s'".formatted(name), wrong));
    }
  }

  private static void only(ObjectNode members, String... known) {
    for (var name : members.propertyNames()) {
      if (!List.of(known).contains(name)) {
        throw refused("'%s' is not known here: give %s.".formatted(name, List.of(known)));
      }
    }
  }

  private static String text(ObjectNode members, String name) {
    var value = members.path(name);
    if (!value.isString()) {
      throw refused("'%s' is missing: the id of a part.".formatted(name));
    }
    return value.asString();
  }

  private static ObjectNode object(ObjectNode members, String name) {
    if (members.get(name) instanceof ObjectNode object) {
      return object;
    }
    throw refused(
        "'%s' is %s: give an object with the keys that files have."
            .formatted(name, members.has(name) ? "no object" : "missing"));
  }

  /** FEEL alone is a condition, too. */
  private static ObjectNode condition(ObjectNode members) {
    if (members.path("condition").isString()) {
      var holds = members.objectNode().put("holds", members.get("condition").asString());
      return members.objectNode().set("condition", holds);
    }
    return members;
  }

  /** The part with an id of its own: those inside of it follow from that. */
  private JsonNode withId(ObjectNode members, String name, String belongsTo) {
    var part = object(members, name);
    if (part.hasNonNull("id")) {
      return part;
    }
    int number = 1;
    while (!ids.add(belongsTo + "+" + name + number)) {
      number++;
    }
    return part.deepCopy().put("id", belongsTo + "+" + name + number);
  }

  // ---- what there is

  private List<BlockShape> shape(String rule) {
    return rules()
        .filter(found -> found.id().equals(rule))
        .flatMap(found -> found.handlers().stream())
        .flatMap(DraftEdits::blocks)
        .toList();
  }

  private Stream<Rule> rules() {
    return switch (document) {
      case Document.OfView(var view) -> view.rules().stream();
      case Document.OfForm(var form) ->
          Stream.concat(
              form.rules().stream(),
              form.states().stream().flatMap(state -> state.rules().stream()));
      case Document.OfSmartObject none -> Stream.of();
      case Document.OfService none -> Stream.of();
    };
  }

  private static Stream<BlockShape> blocks(Handler handler) {
    return handler.steps().stream().flatMap(step -> blocks(handler, step));
  }

  private static Stream<BlockShape> blocks(Handler handler, Step step) {
    return switch (step) {
      case Handler inner -> blocks(inner);
      case Block block ->
          Stream.of(
              new BlockShape(
                  handler.id(),
                  block.id(),
                  block.type(),
                  block.atomic(),
                  block.actions().stream().map(action -> action.id()).toList()));
    };
  }

  /** Those of names and words alone; what undoes is the text before. */
  private static Map<String, Class<? extends RuleEdit>> edits() {
    var edits = new TreeMap<String, Class<? extends RuleEdit>>();
    for (var record : RuleEdit.class.getPermittedSubclasses()) {
      if (record != RuleEdit.Restore.class) {
        edits.put(FormMessages.type(record), record.asSubclass(RuleEdit.class));
      }
    }
    return Collections.unmodifiableMap(edits);
  }
}
