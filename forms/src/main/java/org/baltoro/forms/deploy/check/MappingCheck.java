package org.baltoro.forms.deploy.check;

import java.util.HashSet;
import java.util.List;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Target;
import org.jspecify.annotations.Nullable;

/** Checks ways of values whose targets are on the page: transfers, and what actions return. */
final class MappingCheck {
  private final Home home;
  private final Findings findings;
  private final SourceCheck sources;

  MappingCheck(Home home, Findings findings, SourceCheck sources) {
    this.home = home;
    this.findings = findings;
    this.sources = sources;
  }

  void all(List<Mapping> mappings) {
    var targets = new HashSet<Target>();
    for (var mapping : mappings) {
      var path = findings.at(mapping.id());
      if (!targets.add(mapping.target())) {
        findings.warning(path, "the same target a second time", "one source for each target");
      }
      check(mapping, path);
    }
  }

  private void check(Mapping mapping, String path) {
    var source = mapping.source();
    switch (mapping.target()) {
      case Target.ControlValue(var scope, var id) -> {
        var control = sources.control(scope, id, path);
        if (control != null && control.valueType() == null) {
          findings.error(
              path,
              "the value of '%s', a control without one".formatted(id),
              "a control that holds a value");
        }
        sources.into(source, control == null ? null : control.valueType(), path);
      }
      case Target.ControlProperty(var scope, var id, var property) -> {
        var control = sources.control(scope, id, path);
        property(control, property, path);
        sources.into(source, property.type(), path);
      }
      case Target.FieldValue(var scope, var id) -> {
        var field = sources.field(scope, id, path);
        sources.into(source, field == null ? null : field.type(), path);
      }
      case Target.ParameterValue(var scope, var id) -> {
        var parameter = sources.parameter(scope, id, path);
        sources.into(source, parameter == null ? null : parameter.type(), path);
      }
      case Target.ViewRows(var scope) -> {
        sources.listView(home.area(scope, path, findings), path);
        sources.rows(source, path);
      }
      case Target.ControlItems(var scope, var id) -> {
        var control = sources.control(scope, id, path);
        if (control != null && control.type().category() != ControlType.Category.LISTING) {
          findings.error(path, "items of '%s'".formatted(id), "a control that lists items");
        }
        sources.rows(source, path);
      }
      case Target.InputProperty ignored -> elsewhere(path);
      case Target.MethodParameter ignored -> elsewhere(path);
      case Target.DocumentParameter ignored -> elsewhere(path);
      case Target.DataField ignored -> elsewhere(path);
    }
  }

  private void elsewhere(String path) {
    findings.error(
        path,
        "an input of something that is called",
        "a control, a field, a parameter, rows or items");
  }

  void property(@Nullable Control control, ElementProperty property, String path) {
    if (control != null && !control.type().has(property)) {
      findings.error(
          path,
          "'%s' of '%s'".formatted(org.baltoro.forms.deploy.Words.key(property), control.id()),
          "a property that rules may set of a "
              + org.baltoro.forms.deploy.Words.of(control.type()));
    }
  }
}
