package org.baltoro.forms.document;

import java.util.List;

/**
 * A page of a form.
 *
 * @param id an identifier, unique among the form's tabs and views
 */
public record Tab(String id, String title, boolean visible, List<ViewInstance> views) {
  public Tab {
    views = List.copyOf(views);
  }
}
