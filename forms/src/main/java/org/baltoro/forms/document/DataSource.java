package org.baltoro.forms.document;

import java.util.List;
import org.baltoro.forms.smartobject.Sort;
import org.jspecify.annotations.Nullable;

/** Where the items of a listing control come from. */
public sealed interface DataSource {

  /** Items written in the document. */
  record Fixed(List<Item> items) implements DataSource {
    public Fixed {
      items = List.copyOf(items);
    }
  }

  /**
   * One item.
   *
   * @param value a plain value of the control's type
   */
  record Item(Object value, String text) {}

  /**
   * Rows of a SmartObject.
   *
   * @param valueProperty the property that the control holds
   * @param display what is shown, with properties in braces: {@code "{Name} ({City})"}
   * @param cascade the items follow another control; null: they stand alone
   * @param allowEmpty the user may choose nothing
   * @param checked for a control of many values: which of the items are checked when it is filled;
   *     null: those in its value
   */
  record FromSmartObject(
      String smartObject,
      String method,
      String valueProperty,
      String display,
      List<Mapping> inputs,
      @Nullable ListFilter filter,
      List<Sort> order,
      @Nullable Cascade cascade,
      boolean allowEmpty,
      @Nullable CheckedItems checked)
      implements DataSource {
    public FromSmartObject {
      inputs = List.copyOf(inputs);
      order = List.copyOf(order);
    }
  }

  /**
   * Only items that belong to what a parent control holds; none while it is empty. When the
   * parent's value changes the items are loaded again, and a value that is not among them is
   * emptied.
   *
   * @param parentControl of the same view
   * @param parentProperty the parent's item's property that is compared; null: its value
   * @param childProperty the property of these rows that must be equal
   */
  record Cascade(String parentControl, @Nullable String parentProperty, String childProperty) {}

  /**
   * A list method whose rows say which items are checked: the other side of an association.
   *
   * @param valueProperty what is compared with the items' values
   */
  record CheckedItems(
      String smartObject, String method, String valueProperty, List<Mapping> inputs) {
    public CheckedItems {
      inputs = List.copyOf(inputs);
    }
  }
}
