package org.baltoro.forms.session;

import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.Tab;

/** A tab of a window. */
final class TabState {
  final String id;
  final Properties properties;

  TabState(Tab tab) {
    this.id = tab.id();
    this.properties =
        new Properties()
            .with(ElementProperty.VISIBLE, tab.visible())
            .with(ElementProperty.TITLE, tab.title());
  }

  boolean isShown() {
    return properties.is(ElementProperty.VISIBLE);
  }
}
