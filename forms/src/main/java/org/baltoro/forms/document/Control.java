package org.baltoro.forms.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/**
 * A control on a view or a form.
 *
 * @param id an identifier, unique among the controls, fields and parameters of its document; a
 *     control may bear the id of the field that it shows
 * @param field the view's field whose value it shows and edits; null: it has a value of its own
 * @param valueType what it holds; null for a control without a value
 * @param defaultValue at the start, where it has no field; null: empty
 * @param expression FEEL that its value follows; null: none
 * @param secret its values are masked in traces; a password box is secret anyway
 * @param data the items of a listing control; null: none, or rules bring them
 * @param settings what only its kind can be told; plain values
 * @param controls inside of a table
 */
public record Control(
    String id,
    String name,
    ControlType type,
    @Nullable String field,
    @Nullable PropertyType valueType,
    String label,
    String tooltip,
    String watermark,
    String style,
    boolean visible,
    boolean enabled,
    boolean readOnly,
    @Nullable Object defaultValue,
    @Nullable String expression,
    ControlValidation validation,
    boolean secret,
    @Nullable DataSource data,
    Map<ControlSetting, Object> settings,
    List<Control> controls) {

  public Control {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    controls = List.copyOf(controls);
  }

  /** A control as it comes from the toolbox: visible, enabled, with a value of its own. */
  public Control(String id, ControlType type) {
    this(
        id,
        id,
        type,
        null,
        type.holdsValue()
            ? (type.valueType() == null ? PropertyType.TEXT : type.valueType())
            : null,
        "",
        "",
        "",
        "",
        true,
        true,
        false,
        null,
        null,
        ControlValidation.NONE,
        false,
        null,
        Collections.emptyMap(),
        Collections.emptyList());
  }

  /** Whether what it holds is masked in traces. */
  public boolean isSecret() {
    return secret || Boolean.TRUE.equals(settings.get(ControlSetting.PASSWORD));
  }

  static List<Control> flat(List<Control> controls) {
    var all = new ArrayList<Control>();
    for (var control : controls) {
      all.add(control);
      all.addAll(flat(control.controls()));
    }
    return all;
  }
}
