package org.baltoro.forms.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a view, frozen. It runs inside of a form, or as a subview.
 *
 * @param id of the document: stays when it is renamed
 * @param name the full name, folder and name: {@code "Finance/Order Header"}
 * @param version 1 or more; 0 before deployment
 * @param source null: the view has no SmartObject
 * @param fields values of the record, in a list of each row
 * @param controls in the order of the page, those of a table inside of it; in a list view they show
 *     a row
 * @param editing of an editable list; {@link ListEditing#NONE} otherwise
 * @param rules in the order in which rules for the same event run
 */
public record View(
    String id,
    String name,
    int version,
    String title,
    String description,
    ViewKind kind,
    @Nullable ViewSource source,
    List<Field> fields,
    List<Control> controls,
    List<Parameter> parameters,
    ListEditing editing,
    List<Rule> rules) {
  public View {
    fields = List.copyOf(fields);
    controls = List.copyOf(controls);
    parameters = List.copyOf(parameters);
    rules = List.copyOf(rules);
  }

  public View withVersion(int deployed) {
    return new View(
        id,
        name,
        deployed,
        title,
        description,
        kind,
        source,
        fields,
        controls,
        parameters,
        editing,
        rules);
  }

  public View withRules(List<Rule> others) {
    return new View(
        id,
        name,
        version,
        title,
        description,
        kind,
        source,
        fields,
        controls,
        parameters,
        editing,
        others);
  }

  public @Nullable Field field(String fieldId) {
    return Parts.find(fields, fieldId, Field::id);
  }

  /** The control with this id, also inside of a table. */
  public @Nullable Control control(String controlId) {
    return Parts.find(allControls(), controlId, Control::id);
  }

  public @Nullable Parameter parameter(String parameterId) {
    return Parts.find(parameters, parameterId, Parameter::id);
  }

  public @Nullable Rule rule(String ruleId) {
    return Parts.find(rules, ruleId, Rule::id);
  }

  /** All controls, a table before what is inside of it. */
  public List<Control> allControls() {
    return Control.flat(controls);
  }
}
