package org.baltoro.forms.deploy.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.deploy.Words;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/** Checks what limits the values of a control, and whether it begins with one that it takes. */
final class BoundCheck {
  private static final List<ControlSetting> FROM_ONE =
      List.of(
          ControlSetting.LENGTH_MAX,
          ControlSetting.ROWS,
          ControlSetting.COLUMNS,
          ControlSetting.SIZE_MAX,
          ControlSetting.INTERVAL_SECONDS);
  private static final int DECIMALS_MAX = 20;

  private final Control control;
  private final String path;
  private final Findings findings;

  private BoundCheck(Control control, String path, Findings findings) {
    this.control = control;
    this.path = path;
    this.findings = findings;
  }

  static void check(Control control, String path, Findings findings) {
    var check = new BoundCheck(control, path, findings);
    check.bounds();
    check.items();
    check.beginning();
  }

  private void bounds() {
    for (var setting : FROM_ONE) {
      within(setting, 1, Long.MAX_VALUE, "1 or more");
    }
    within(ControlSetting.DECIMALS, 0, DECIMALS_MAX, "0 to %d".formatted(DECIMALS_MAX));
    var least = number(ControlSetting.MINIMUM);
    var most = number(ControlSetting.MAXIMUM);
    if (least != null && most != null && least.compareTo(most) > 0) {
      findings.error(
          path + ".minimum",
          least.toPlainString(),
          "%s, the maximum, or less".formatted(most.toPlainString()));
    }
  }

  private void within(ControlSetting setting, long least, long most, String expected) {
    var value = number(setting);
    if (value != null
        && (value.compareTo(BigDecimal.valueOf(least)) < 0
            || value.compareTo(BigDecimal.valueOf(most)) > 0)) {
      findings.error(path + "." + Words.key(setting), value.toPlainString(), expected);
    }
  }

  private void items() {
    if (!(control.data() instanceof DataSource.Fixed(var items))) {
      return;
    }
    var values = new ArrayList<Object>();
    for (var item : items) {
      if (among(item.value(), values)) {
        findings.error(path + ".items", "'%s' twice".formatted(item.value()), "each value once");
      }
      values.add(item.value());
    }
    var begun = control.defaultValue();
    for (var one :
        begun instanceof List<?> many ? many : begun == null ? List.of() : List.of(begun)) {
      if (one != null && !among(one, values)) {
        findings.error(path + ".default", "'%s'".formatted(one), "one of the items");
      }
    }
  }

  private static boolean among(Object value, List<Object> values) {
    return values.stream().anyMatch(other -> PropertyType.same(value, other));
  }

  private void beginning() {
    var begun = control.defaultValue();
    var length = number(ControlSetting.LENGTH_MAX);
    if (begun instanceof String text
        && length != null
        && length.signum() > 0
        && length.compareTo(BigDecimal.valueOf(text.length())) < 0) {
      findings.error(
          path + ".default",
          "%d characters".formatted(text.length()),
          "%s at most, the lengthMax".formatted(length.toPlainString()));
    }
    var value = begun instanceof Number ? new BigDecimal(begun.toString()) : null;
    var least = number(ControlSetting.MINIMUM);
    var most = number(ControlSetting.MAXIMUM);
    boolean outside =
        value != null
            && ((least != null && value.compareTo(least) < 0)
                || (most != null && value.compareTo(most) > 0));
    if (outside) {
      findings.error(path + ".default", String.valueOf(begun), "a number from minimum to maximum");
    }
  }

  private @Nullable BigDecimal number(ControlSetting setting) {
    var value = control.settings().get(setting);
    return value instanceof Number ? new BigDecimal(value.toString()) : null;
  }
}
