package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.ControlMethod;
import org.baltoro.forms.document.Element;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.Closing;
import org.baltoro.forms.document.Operation.MessageType;
import org.baltoro.forms.document.PropertySetting;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.jspecify.annotations.Nullable;

/** Writes actions. */
final class ActionWriter {
  private ActionWriter() {}

  static Object write(Action action, String derived) {
    var tree =
        operation(action.operation(), action.id())
            .putUnless("id", action.id(), derived)
            .putUnless("enabled", action.enabled(), true)
            .putIfThere("comment", action.comment());
    boolean alone =
        (action.operation() instanceof Operation.Continue
                || action.operation() instanceof Operation.StopRule)
            && tree.entries().size() == 1;
    return alone ? tree.entries().keySet().iterator().next() : tree.entries();
  }

  private static Tree operation(Operation operation, String id) {
    return switch (operation) {
      case Operation.ExecuteSmartObject call -> {
        var tree = new Tree().put("execute", call.smartObject()).put("method", call.method());
        MappingWriter.inputs(tree, call.inputs(), id);
        FilterWriter.filter(tree, call.filter());
        FilterWriter.order(tree, call.order());
        MappingWriter.outputs(tree, call.outputs(), id);
        yield tree;
      }
      case Operation.ExecuteViewMethod call -> {
        var tree =
            new Tree()
                .put("executeView", References.write(call.view()))
                .put("method", call.method());
        MappingWriter.inputs(tree, call.inputs(), id);
        FilterWriter.filter(tree, call.filter());
        FilterWriter.order(tree, call.order());
        MappingWriter.outputs(tree, call.outputs(), id);
        yield tree;
      }
      case Operation.ExecuteForItems call -> {
        var tree =
            new Tree()
                .put("executeForItems", items(call.items()))
                .put("method", call.method())
                .putIfThere("smartObject", call.smartObject());
        MappingWriter.inputs(tree, call.inputs(), id);
        MappingWriter.outputs(tree, call.outputs(), id);
        yield tree;
      }
      case Operation.RunViewMethod(var view, var method) ->
          new Tree().put(Words.key(method), References.write(view));
      case Operation.RunControlMethod(var scope, var control, var method, var filter) -> {
        var tree = new Tree().put(word(method), References.write(scope, control));
        FilterWriter.filter(tree, filter);
        yield tree;
      }
      case Operation.TransferData(var mappings) ->
          new Tree().put("transfer", MappingWriter.list(mappings, id, "in"));
      case Operation.SetProperties(var settings) -> new Tree().put("set", settings(settings, id));
      case Operation.OpenSubform open -> open(open, id);
      case Operation.Close(var closing) -> close(closing);
      case Operation.NavigateToForm(var form, var state, var parameters) -> {
        var tree = new Tree().put("navigateToForm", SourceWriter.write(form));
        source(tree, "state", state);
        parameters(tree, parameters, id);
        yield tree;
      }
      case Operation.NavigateToAddress(var address, var newWindow) ->
          new Tree()
              .put("navigateToAddress", SourceWriter.write(address))
              .putUnless("newWindow", newWindow, false);
      case Operation.ShowTab(var tab) -> new Tree().put("showTab", tab);
      case Operation.ShowView(var view) -> new Tree().put("showView", References.write(view));
      case Operation.ShowMessage(var type, var title, var body) -> {
        var tree = source(new Tree().put("message", SourceWriter.write(body)), "title", title);
        yield tree.putUnless("type", Words.of(type), Words.of(MessageType.INFORMATION));
      }
      case Operation.Confirm(var title, var body) ->
          source(new Tree().put("confirm", SourceWriter.write(body)), "title", title);
      case Operation.ExecuteRule(var scope, var rule) ->
          new Tree()
              .put("executeRule", rule)
              .putUnless("of", References.write(scope), References.THIS);
      case Operation.Continue ignored -> new Tree().put("continue", true);
      case Operation.StopRule ignored -> new Tree().put("stopRule", true);
      case Operation.RaiseError(var message, var detail, var type) -> {
        var tree = new Tree().put("raiseError", SourceWriter.write(message));
        yield source(source(tree, "detail", detail), "type", type);
      }
      case Operation.StartProcess start -> {
        var tree = new Tree().put("startProcess", start.process());
        source(tree, "folio", start.folio());
        dataFields(tree, start.dataFields(), id);
        tree.putUnless("sync", start.sync(), false);
        MappingWriter.outputs(tree, start.outputs(), id);
        yield tree;
      }
      case Operation.OpenWorklistItem(var serialNumber, var allocate, var outputs) -> {
        var tree = source(new Tree().put("openWorklistItem", true), "serialNumber", serialNumber);
        tree.putUnless("allocate", allocate, true);
        MappingWriter.outputs(tree, outputs, id);
        yield tree;
      }
      case Operation.FinishWorklistItem finish -> {
        var tree = new Tree().put("finishWorklistItem", SourceWriter.write(finish.action()));
        source(tree, "serialNumber", finish.serialNumber());
        dataFields(tree, finish.dataFields(), id);
        yield tree.putUnless("sync", finish.sync(), false);
      }
      case Operation.EditList edit -> {
        var tree =
            new Tree()
                .put("editList", References.write(edit.view()))
                .put("method", Words.of(edit.method()));
        MappingWriter.named(
            tree,
            "values",
            edit.values(),
            target ->
                target instanceof Target.FieldValue(var scope, var field)
                        && scope.equals(edit.view())
                    ? field
                    : null,
            id);
        yield tree;
      }
    };
  }

  private static String word(ControlMethod method) {
    return switch (method) {
      case POPULATE -> "populate";
      case CLEAR -> "clearControl";
      case FOCUS -> "focus";
      case START -> "startTimer";
      case STOP -> "stopTimer";
    };
  }

  static Object items(Items items) {
    var control = items.control();
    var tree =
        control == null
            ? new Tree().put("view", References.write(items.scope()))
            : new Tree().put("control", References.write(items.scope(), control));
    return tree.putUnless("state", Words.of(items.state()), Words.of(ItemState.ALL)).entries();
  }

  private static List<Object> settings(List<PropertySetting> settings, String id) {
    var all = new ArrayList<Object>();
    for (var setting : settings) {
      all.add(
          element(setting.element())
              .put("property", Words.key(setting.property()))
              .put("to", SourceWriter.write(setting.value()))
              .putUnless("id", setting.id(), Ids.of(id, "set", all.size()))
              .entries());
    }
    return all;
  }

  private static Tree element(Element element) {
    return switch (element) {
      case Element.ControlElement(var scope, var control) ->
          new Tree().put("control", References.write(scope, control));
      case Element.ScopeElement(var scope) -> new Tree().put("view", References.write(scope));
      case Element.TabElement(var tab) -> new Tree().put("tab", tab);
    };
  }

  private static Tree open(Operation.OpenSubform open, String id) {
    var tree =
        new Tree()
            .put(open.subview() ? "openSubview" : "openSubform", open.document())
            .put("as", open.opened());
    parameters(tree, open.parameters(), id);
    source(tree, "heading", open.heading());
    return tree.putIfThere("state", open.state())
        .putUnless("waitUntilClosed", open.waitUntilClosed(), false);
  }

  private static Tree close(Closing closing) {
    return switch (closing) {
      case Closing.Own ignored -> new Tree().put("close", References.THIS);
      case Closing.Opened(var opened) -> new Tree().put("close", opened);
      case Closing.Levels(var levels) -> new Tree().put("closeLevels", levels);
    };
  }

  private static void parameters(
      Tree tree, List<org.baltoro.forms.document.Mapping> parameters, String id) {
    MappingWriter.named(
        tree,
        "parameters",
        parameters,
        target -> target instanceof Target.DocumentParameter(var parameter) ? parameter : null,
        id);
  }

  private static void dataFields(
      Tree tree, List<org.baltoro.forms.document.Mapping> fields, String id) {
    MappingWriter.named(tree, "dataFields", fields, ActionWriter::dataField, id);
  }

  private static @Nullable String dataField(Target target) {
    return target instanceof Target.DataField(var field) ? field : null;
  }

  /** Nothing for the empty value. */
  static Tree source(Tree tree, String key, Source source) {
    return source.equals(Source.EMPTY) ? tree : tree.put(key, SourceWriter.write(source));
  }
}
