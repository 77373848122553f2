package org.baltoro.forms.deploy.check;

import java.util.List;
import org.baltoro.forms.deploy.Words;
import org.baltoro.forms.document.Element;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.PropertySetting;

/** Checks how rules set the properties of controls, views, tabs and forms. */
final class SettingCheck {
  private static final List<ElementProperty> OF_TABS =
      List.of(ElementProperty.VISIBLE, ElementProperty.TITLE);
  private static final List<ElementProperty> OF_FORMS =
      List.of(
          ElementProperty.TITLE,
          ElementProperty.READ_ONLY,
          ElementProperty.ENABLED,
          ElementProperty.STYLE);
  private static final List<ElementProperty> OF_VIEWS =
      List.of(
          ElementProperty.VISIBLE,
          ElementProperty.ENABLED,
          ElementProperty.READ_ONLY,
          ElementProperty.COLLAPSED,
          ElementProperty.TITLE,
          ElementProperty.STYLE);

  private final Home home;
  private final Findings findings;
  private final SourceCheck sources;

  SettingCheck(Home home, Findings findings, SourceCheck sources) {
    this.home = home;
    this.findings = findings;
    this.sources = sources;
  }

  void check(Operation.SetProperties set) {
    set.settings().forEach(this::setting);
  }

  private void setting(PropertySetting setting) {
    var path = findings.at(setting.id());
    switch (setting.element()) {
      case Element.ControlElement(var scope, var id) -> {
        var control = sources.control(scope, id, path + ".control");
        new MappingCheck(home, findings, sources)
            .property(control, setting.property(), path + ".property");
      }
      case Element.ScopeElement(var scope) -> {
        var area = home.area(scope, path + ".view", findings);
        var allowed = area instanceof Area.OfForm ? OF_FORMS : OF_VIEWS;
        allowed(setting, area.isKnown() ? allowed : OF_VIEWS, area.label(), path);
      }
      case Element.TabElement(var tab) -> {
        OperationCheck.tab(tab, home, path + ".tab", findings);
        allowed(setting, OF_TABS, "a tab", path);
      }
    }
    sources.into(setting.value(), setting.property().type(), path + ".to");
  }

  private void allowed(
      PropertySetting setting, List<ElementProperty> allowed, String of, String path) {
    if (!allowed.contains(setting.property())) {
      findings.error(
          path + ".property",
          "'%s' of %s".formatted(Words.key(setting.property()), of),
          "one of " + String.join(", ", allowed.stream().map(Words::key).toList()));
    }
  }
}
