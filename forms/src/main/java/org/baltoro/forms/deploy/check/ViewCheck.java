package org.baltoro.forms.deploy.check;

import java.util.LinkedHashSet;
import java.util.List;
import org.baltoro.forms.deploy.Words;
import org.baltoro.forms.document.Field;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.View;
import org.baltoro.forms.document.ViewKind;
import org.baltoro.forms.document.ViewSource;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.SmartObjectDefinition;

/** Checks a view. */
final class ViewCheck {
  private final View view;
  private final Home home;
  private final Findings findings;
  private final SmartObjectUse smartObjects;

  private ViewCheck(View view, Surroundings surroundings, Findings findings) {
    this.view = view;
    this.home = Home.of(view, surroundings);
    this.findings = findings;
    this.smartObjects = new SmartObjectUse(home, findings);
  }

  static void check(View view, Surroundings surroundings, Findings findings) {
    new ViewCheck(view, surroundings, findings).check();
  }

  private void check() {
    ids();
    var source = view.source();
    if (source == null) {
      if (!view.fields().isEmpty()) {
        findings.error(
            "fields", "fields, and no source", "the SmartObject whose properties they are");
      }
    } else {
      source(source);
    }
    new ControlCheck(home, findings).check(view.controls(), "controls");
    CalculationCheck.check(view.controls(), findings);
    var ids = new LinkedHashSet<String>();
    for (var rule : view.rules()) {
      ids.add(rule.id());
      RuleCheck.check(rule, home, findings);
    }
    CycleCheck.check(
        view.rules().stream().map(rule -> new CycleCheck.Standing(rule, home, "")).toList(),
        ids,
        findings);
  }

  /**
   * A control may have the id of the field that it shows; one that is missing is told by itself.
   */
  private void ids() {
    var ids = new IdCheck(findings);
    view.fields().forEach(field -> ids.check(field.id(), "fields." + field.id()));
    view.parameters().forEach(one -> ids.check(one.id(), "parameters." + one.id()));
    for (var control : view.allControls()) {
      boolean shows = control.field() != null && view.field(control.field()) == null;
      if (!control.id().equals(control.field()) && !shows) {
        ids.check(control.id(), "controls." + control.id());
      }
    }
  }

  private void source(ViewSource source) {
    var definition = smartObjects.find(source.smartObject(), "source.smartObject");
    if (definition == null) {
      return;
    }
    view.fields().forEach(field -> field(field, definition));
    if (view.kind() == ViewKind.CONTENT) {
      findings.warning("source", "the SmartObject of a content view", "another kind of view");
    }
    var method = source.method();
    if (method == null) {
      if (view.kind() == ViewKind.LIST || !source.inputs().isEmpty()) {
        findings.warning("source", "no method", "the one that loads the view");
      }
      return;
    }
    var called =
        smartObjects.find(source.smartObject(), "source.smartObject", method, "source.method");
    if (called != null) {
      var sources = new SourceCheck(home, findings, null);
      smartObjects.kind(called, view.kind().isList(), "source.method");
      smartObjects.inputs(called, source.inputs(), sources, "source", own());
      smartObjects.rows(called, source.filter(), source.order(), sources, "source");
      returned(called);
    }
    if (source.pageSize() > 0 && !view.kind().isList()) {
      findings.error("source.pageSize", "pages of one record", "none, or a list view");
    }
  }

  /** A view of one record is read by its key, which is one of its fields. */
  private List<String> own() {
    return view.kind().isList() ? List.of() : view.fields().stream().map(Field::property).toList();
  }

  private void returned(SmartObjectUse.Called called) {
    for (var field : view.fields()) {
      boolean known = called.definition().property(field.property()).isPresent();
      if (known && !called.method().returns().contains(field.property())) {
        findings.warning(
            "fields." + field.id(),
            "a field that '%s' leaves empty".formatted(SmartObjectUse.title(called)),
            "a property that it returns: " + Findings.shown(called.method().returns()));
      }
    }
  }

  private void field(Field field, SmartObjectDefinition definition) {
    var path = "fields." + field.id();
    var property = definition.property(field.property()).orElse(null);
    if (property == null) {
      findings.unknown(
          path + ".property",
          "property",
          field.property(),
          definition.properties().stream().map(Property::name).toList(),
          "SmartObject '%s'".formatted(definition.name()));
    } else if (!Fit.same(field.type(), property.type())) {
      findings.error(
          path + ".type",
          Words.of(field.type()),
          "%s, which property '%s' is".formatted(Words.of(property.type()), property.name()));
    }
  }

  /** Where the rules of a view stand. */
  static List<CycleCheck.Standing> standing(List<Rule> rules, Home home, String self) {
    return rules.stream().map(rule -> new CycleCheck.Standing(rule, home, self)).toList();
  }
}
