package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.smartobject.Row;

/** Makes the items of a control. */
final class ListItems {
  private ListItems() {}

  static List<ListItem> fixed(DataSource.Fixed fixed) {
    return fixed.items().stream()
        .map(item -> new ListItem(item.value(), item.text(), Row.EMPTY))
        .toList();
  }

  /** One for each row; without a data source the first property is value and text. */
  static List<ListItem> of(Control control, List<Row> rows) {
    var items = new ArrayList<ListItem>();
    for (var row : rows) {
      if (control.data() instanceof DataSource.FromSmartObject source) {
        items.add(
            new ListItem(row.get(source.valueProperty()), display(source.display(), row), row));
      } else {
        var first = row.isEmpty() ? null : row.values().firstEntry().getValue();
        items.add(new ListItem(first, Values.text(first), row));
      }
    }
    return items;
  }

  /** Text with properties in braces. */
  static String display(String template, Row row) {
    var text = new StringBuilder();
    int done = 0;
    for (int end = template.indexOf('}'); end >= 0; end = template.indexOf('}', done)) {
      int begin = template.lastIndexOf('{', end);
      if (begin < done) {
        text.append(template, done, end + 1);
      } else {
        text.append(template, done, begin);
        text.append(Values.text(row.get(template.substring(begin + 1, end))));
      }
      done = end + 1;
    }
    return text.append(template, done, template.length()).toString();
  }
}
