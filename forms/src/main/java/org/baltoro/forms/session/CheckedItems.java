package org.baltoro.forms.session;

import java.util.List;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/** Which items of a list control are chosen. */
final class CheckedItems {
  private CheckedItems() {}

  static boolean offers(ControlState control, @Nullable Object value) {
    return control.items.stream().anyMatch(item -> PropertyType.same(item.value(), value));
  }

  /** From here on it is seen what is newly checked. */
  static void remember(ControlState control) {
    control.checkedWhenFilled = chosen(control, null);
  }

  private static List<?> chosen(ControlState control, @Nullable RowState row) {
    var cell = control.area.cellOf(control, row);
    if (cell == null || cell.value == null) {
      return List.of();
    }
    return cell.value instanceof List<?> many ? many : List.of(cell.value);
  }

  /** The items in a state, in their order. */
  static List<ListItem> in(ControlState control, ItemState state, @Nullable RowState row)
      throws RuleFailure {
    var now = chosen(control, row);
    var before = control.checkedWhenFilled;
    return switch (state) {
      case ALL -> control.items;
      case CHECKED, SELECTED -> with(control, value -> has(now, value));
      case UNCHECKED -> with(control, value -> !has(now, value));
      case NEWLY_CHECKED -> with(control, value -> has(now, value) && !has(before, value));
      case NEWLY_UNCHECKED -> with(control, value -> !has(now, value) && has(before, value));
      case ADDED, CHANGED, REMOVED, UNCHANGED ->
          throw new RuleFailure(
              RuleError.INVALID_DOCUMENT,
              "The items of %s can be checked or not, but not %s."
                  .formatted(control.name(), state));
    };
  }

  private interface Which {
    boolean is(@Nullable Object value);
  }

  private static List<ListItem> with(ControlState control, Which which) {
    return control.items.stream().filter(item -> which.is(item.value())).toList();
  }

  private static boolean has(List<?> values, @Nullable Object value) {
    return values.stream().anyMatch(each -> PropertyType.same(each, value));
  }
}
