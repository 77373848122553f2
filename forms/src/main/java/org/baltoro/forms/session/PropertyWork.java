package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Element;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.PropertySetting;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.jspecify.annotations.Nullable;

/** Sets properties of many things at once. Called under the lock. */
final class PropertyWork {
  private final ActionWork work;

  PropertyWork(ActionWork work) {
    this.work = work;
  }

  /** Reads all, then writes all. */
  void set(List<PropertySetting> settings) throws RuleFailure {
    var prepared = new ArrayList<Writer.Prepared>();
    for (var setting : settings) {
      prepared.add(prepare(setting));
    }
    for (var each : prepared) {
      each.write();
    }
  }

  private Writer.Prepared prepare(PropertySetting setting) throws RuleFailure {
    var value = work.reader.value(setting.value());
    var property = setting.property();
    return switch (setting.element()) {
      case Element.ControlElement(var scope, var id) -> {
        var control = work.reader.control(scope, id);
        yield work.writer.prepare(control.properties, property, value, control.name());
      }
      case Element.ScopeElement(var scope) -> area(work.reader.area(scope), property, value);
      case Element.TabElement(var id) -> {
        var tab = work.context.window().tabs.get(id);
        if (tab == null) {
          throw new RuleFailure(
              RuleError.INVALID_DOCUMENT, "The form has no tab '%s'.".formatted(id));
        }
        yield work.writer.prepare(tab.properties, property, value, id);
      }
    };
  }

  private Writer.Prepared area(Area area, ElementProperty property, @Nullable Object value)
      throws RuleFailure {
    var name = area.name().isEmpty() ? "form" : area.name();
    boolean before = area.properties.is(ElementProperty.COLLAPSED);
    var prepared = work.writer.prepare(area.properties, property, value, name);
    return () -> {
      prepared.write();
      boolean after = area.properties.is(ElementProperty.COLLAPSED);
      if (before != after) {
        work.writes.raise(new Occurrence.ViewToggled(area, after));
      }
    };
  }
}
