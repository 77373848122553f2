package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.ControlMethod;
import org.baltoro.forms.document.Element;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.Closing;
import org.baltoro.forms.document.Operation.ListMethod;
import org.baltoro.forms.document.Operation.MessageType;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.PropertySetting;
import org.baltoro.forms.document.Target;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads actions: mappings that begin with what is done. */
final class ActionReader {
  private static final List<String> WORDS = List.copyOf(OperationKeys.BY_WORD.keySet());
  private static final String EXPECTED = "an action: one of " + String.join(", ", WORDS);

  /** Stands for what can't be read. */
  private static final Operation MAKESHIFT = new Operation.TransferData(List.of());

  private static final List<String> ALONE = List.of("continue", "stopRule");

  private final Parts parts;
  private final MappingReader mappings;
  private final SourceReader sources;
  private final FilterReader filters;

  ActionReader(Parts parts) {
    this.parts = parts;
    this.mappings = new MappingReader(parts);
    this.sources = new SourceReader(parts);
    this.filters = new FilterReader(parts);
  }

  Action read(Part part, String derived) {
    var alone = part.single();
    if (alone != null && ALONE.contains(alone)) {
      return new Action(parts.register(derived, part.path()), control(alone));
    }
    var words = part.keys().stream().filter(WORDS::contains).toList();
    var word = words.isEmpty() ? "" : words.getFirst();
    if (!part.isMapping() || words.isEmpty()) {
      unknown(part);
      return new Action(parts.register(derived, part.path()), MAKESHIFT);
    }
    var keys = new ArrayList<String>();
    keys.add(word);
    keys.addAll(OperationKeys.BY_WORD.getOrDefault(word, List.of()));
    keys.addAll(OperationKeys.COMMON);
    var section = parts.section(part, EXPECTED, keys);
    var id = parts.id(section, part.path(), derived);
    return new Action(
        id,
        operation(word, section, Objects.requireNonNull(section.part(word)), id),
        section.truth("enabled", true),
        section.text("comment", ""));
  }

  private void unknown(Part part) {
    var first = part.keys().isEmpty() ? part.single() : part.keys().getFirst();
    parts.reading.unreadable(
        part.path(),
        first == null ? part.shown() : "'" + Reading.shortened(first) + "'",
        EXPECTED,
        first == null ? null : Reading.nearest(first, WORDS));
  }

  private Operation operation(String word, Section section, Part part, String id) {
    var viewMethod = Words.keys(ViewMethod.class).get(word);
    if (viewMethod != null) {
      return new Operation.RunViewMethod(parts.scope(part), viewMethod);
    }
    return switch (word) {
      case "execute", "executeView", "executeForItems" -> call(word, section, part, id);
      case "populate", "clearControl", "focus", "startTimer", "stopTimer" ->
          onControl(word, section, part);
      case "transfer" -> new Operation.TransferData(mappings.list(section, word, id, "in"));
      case "set" -> set(section, id);
      case "openSubform", "openSubview" -> open(word, section, id);
      case "close", "closeLevels" -> close(word, section, part);
      case "navigateToForm", "navigateToAddress", "showTab", "showView" ->
          navigate(word, section, part, id);
      case "message", "confirm", "raiseError" -> tell(word, section, part);
      case "executeRule" ->
          new Operation.ExecuteRule(
              parts.scope(section, "of"), section.requiredText(word, "a rule's id"));
      case "startProcess", "openWorklistItem", "finishWorklistItem" ->
          workflow(word, section, part, id);
      case "editList" -> editList(section, part, id);
      default -> {
        section.truth(word, true);
        yield control(word);
      }
    };
  }

  private static Operation control(String word) {
    return word.equals("continue") ? new Operation.Continue() : new Operation.StopRule();
  }

  private Operation call(String word, Section section, Part part, String id) {
    var method = section.requiredText("method", "a method of the SmartObject");
    var inputs = mappings.inputs(section, id);
    return switch (word) {
      case "execute" ->
          new Operation.ExecuteSmartObject(
              section.requiredText(word, "a SmartObject's full name"),
              method,
              inputs,
              filters.read(section),
              filters.order(section),
              mappings.outputs(section, id));
      case "executeView" ->
          new Operation.ExecuteViewMethod(
              parts.scope(part),
              method,
              inputs,
              filters.read(section),
              filters.order(section),
              mappings.outputs(section, id));
      default ->
          new Operation.ExecuteForItems(
              ItemsReader.read(parts, section, word),
              optional(section, "smartObject"),
              method,
              inputs,
              mappings.outputs(section, id));
    };
  }

  private Operation onControl(String word, Section section, Part part) {
    var control = parts.reference(part);
    var method =
        switch (word) {
          case "populate" -> ControlMethod.POPULATE;
          case "clearControl" -> ControlMethod.CLEAR;
          case "focus" -> ControlMethod.FOCUS;
          case "startTimer" -> ControlMethod.START;
          default -> ControlMethod.STOP;
        };
    return new Operation.RunControlMethod(
        control.scope(), control.id(), method, filters.read(section));
  }

  private Operation set(Section section, String id) {
    var settings = new ArrayList<PropertySetting>();
    for (var item : section.items("set", "a list of { control, property, to }")) {
      var setting =
          parts.section(
              item,
              "{ control, view or tab, property, to }",
              List.of("control", "view", "tab", "property", "to", "id"));
      for (var key : List.of("property", "to")) {
        if (!setting.has(key) && !setting.hasUnknown()) {
          setting.missing(key, key.equals("to") ? "the new value" : "a property");
        }
      }
      settings.add(
          new PropertySetting(
              parts.id(setting, item.path(), Ids.of(id, "set", settings.size())),
              element(setting),
              SourceReader.property(setting),
              sources.read(setting, "to")));
    }
    return new Operation.SetProperties(settings);
  }

  private Element element(Section setting) {
    var control = setting.part("control");
    if (control != null) {
      setting.allowOnly(List.of("control", "property", "to", "id"), "the setting of a control");
      var reference = parts.reference(control);
      return new Element.ControlElement(reference.scope(), reference.id());
    }
    if (setting.has("tab")) {
      setting.allowOnly(List.of("tab", "property", "to", "id"), "the setting of a tab");
      return new Element.TabElement(setting.requiredText("tab", "a tab's id"));
    }
    if (!setting.has("view")) {
      setting.missing("control, view or tab");
    }
    return new Element.ScopeElement(parts.scope(setting, "view"));
  }

  private Operation open(String word, Section section, String id) {
    return new Operation.OpenSubform(
        section.requiredText("as", "an id that rules know it by"),
        word.equals("openSubview"),
        section.requiredText(word, "a full name"),
        mappings.named(section, "parameters", Target.DocumentParameter::new, id),
        sources.read(section, "heading"),
        optional(section, "state"),
        section.truth("waitUntilClosed", false));
  }

  private Operation close(String word, Section section, Part part) {
    if (word.equals("closeLevels")) {
      int levels = section.whole(word, 1);
      if (levels < 1) {
        parts.reading.unreadable(part.path(), part.shown(), "1 or more");
      }
      return new Operation.Close(new Closing.Levels(Math.max(1, levels)));
    }
    var what = section.requiredText(word, "this, or the id of an open subform");
    return new Operation.Close(
        what.equals(References.THIS) ? new Closing.Own() : new Closing.Opened(what));
  }

  private Operation navigate(String word, Section section, Part part, String id) {
    return switch (word) {
      case "navigateToForm" ->
          new Operation.NavigateToForm(
              sources.read(part),
              sources.read(section, "state"),
              mappings.named(section, "parameters", Target.DocumentParameter::new, id));
      case "navigateToAddress" ->
          new Operation.NavigateToAddress(sources.read(part), section.truth("newWindow", false));
      case "showTab" -> new Operation.ShowTab(section.requiredText(word, "a tab's id"));
      default -> new Operation.ShowView(parts.scope(part));
    };
  }

  private Operation tell(String word, Section section, Part part) {
    return switch (word) {
      case "message" ->
          new Operation.ShowMessage(
              section.choice("type", Words.all(MessageType.class), MessageType.INFORMATION),
              sources.read(section, "title"),
              sources.read(part));
      case "confirm" -> new Operation.Confirm(sources.read(section, "title"), sources.read(part));
      default ->
          new Operation.RaiseError(
              sources.read(part), sources.read(section, "detail"), sources.read(section, "type"));
    };
  }

  private Operation workflow(String word, Section section, Part part, String id) {
    return switch (word) {
      case "startProcess" ->
          new Operation.StartProcess(
              section.requiredText(word, "a process's full name"),
              sources.read(section, "folio"),
              mappings.named(section, "dataFields", Target.DataField::new, id),
              section.truth("sync", false),
              mappings.outputs(section, id));
      case "openWorklistItem" -> {
        section.truth(word, true);
        yield new Operation.OpenWorklistItem(
            sources.read(section, "serialNumber"),
            section.truth("allocate", true),
            mappings.outputs(section, id));
      }
      default ->
          new Operation.FinishWorklistItem(
              sources.read(section, "serialNumber"),
              sources.read(part),
              mappings.named(section, "dataFields", Target.DataField::new, id),
              section.truth("sync", false));
    };
  }

  private Operation editList(Section section, Part part, String id) {
    var view = parts.scope(part);
    if (!section.has("method")) {
      section.missing(
          "method", "one of " + String.join(", ", Words.all(ListMethod.class).keySet()));
    }
    return new Operation.EditList(
        view,
        section.choice("method", Words.all(ListMethod.class), ListMethod.ADD),
        mappings.named(section, "values", field -> new Target.FieldValue(view, field), id));
  }

  private static @Nullable String optional(Section section, String key) {
    return section.has(key) ? section.requiredText(key, "a name") : null;
  }
}
