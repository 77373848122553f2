package org.baltoro.forms.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.rule.Threads;
import org.jspecify.annotations.Nullable;

/** A control of an area. In a list view it stands for a column. */
final class ControlState {
  final Area area;
  final Control definition;
  final @Nullable ControlState table;
  final Properties properties = new Properties();
  List<ListItem> items = List.of();
  boolean populated;

  /** The number of the last change of its items. */
  long itemsChanged;

  /** What a control of many values held when it was filled. */
  List<?> checkedWhenFilled = List.of();

  /** What is wrong with its value, by row; under null where there are no rows. */
  final Map<@Nullable RowState, String> errors = new HashMap<>();

  /** Runs while a timer does. */
  Threads.@Nullable Started timer;

  ControlState(Area area, Control definition, @Nullable ControlState table) {
    this.area = area;
    this.definition = definition;
    this.table = table;
    for (var property : ElementProperty.values()) {
      if (definition.type().has(property)) {
        properties.with(property, initially(property));
      }
    }
  }

  private Object initially(ElementProperty property) {
    return switch (property) {
      case VISIBLE -> definition.visible();
      case ENABLED -> definition.enabled();
      case READ_ONLY -> definition.readOnly();
      case COLLAPSED -> false;
      case REQUIRED -> definition.validation().required();
      case TITLE -> caption();
      case TOOLTIP -> definition.tooltip();
      case WATERMARK -> definition.watermark();
      case STYLE -> definition.style();
    };
  }

  private String caption() {
    var text = definition.settings().get(ControlSetting.TEXT);
    return text instanceof String given && definition.label().isEmpty()
        ? given
        : definition.label();
  }

  String id() {
    return definition.id();
  }

  Address address() {
    return new Address(area.window.id, area.id, id());
  }

  /** It and all around it are visible. */
  boolean isShown() {
    return isVisible() && (table == null || table.isShown()) && area.isShown();
  }

  private boolean isVisible() {
    return !properties.has(ElementProperty.VISIBLE) || properties.is(ElementProperty.VISIBLE);
  }

  boolean isEnabled() {
    boolean own =
        !properties.has(ElementProperty.ENABLED) || properties.is(ElementProperty.ENABLED);
    return own && (table == null || table.isEnabled()) && area.isEnabled();
  }

  boolean isReadOnly() {
    return properties.is(ElementProperty.READ_ONLY)
        || (table != null && table.isReadOnly())
        || area.isReadOnly();
  }

  /** What is typed into it is not shown. */
  boolean isPassword() {
    return Boolean.TRUE.equals(definition.settings().get(ControlSetting.PASSWORD));
  }

  boolean isRequired() {
    return properties.is(ElementProperty.REQUIRED);
  }

  /** For people. */
  String name() {
    return area.name().isEmpty() ? id() : area.name() + "." + id();
  }
}
