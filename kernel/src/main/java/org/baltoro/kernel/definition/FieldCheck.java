package org.baltoro.kernel.definition;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.baltoro.kernel.Value;

/** Data fields: their names, and their defaults' types. */
final class FieldCheck {
  private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{Nd}_]{0,63}");
  private static final int FIELDS_MAX = 1_000;

  /** What rules call the instance's own properties. */
  private static final List<String> PROPERTIES =
      List.of("Folio", "Originator", "Priority", "InstanceId", "Expired", "Outcome");

  private static final List<String> FEEL_KEYWORDS =
      List.of(
          "and",
          "between",
          "cellInput",
          "else",
          "every",
          "external",
          "false",
          "for",
          "function",
          "if",
          "in",
          "instance",
          "item",
          "not",
          "null",
          "of",
          "or",
          "partial",
          "return",
          "satisfies",
          "some",
          "then",
          "true");

  private FieldCheck() {}

  static void checkProcess(ProcessDefinition definition, Findings findings) {
    check("data", definition.dataFields(), findings);
  }

  static void checkActivity(
      ProcessDefinition definition, ActivityDefinition activity, Findings findings) {
    var path = "activities." + activity.name() + ".data";
    check(path, activity.dataFields(), findings);
    for (var field : activity.dataFields()) {
      if (definition.dataField(field.name()) != null) {
        findings.error(
            path + "." + field.name(),
            "'%s', which is a data field of the process too".formatted(field.name()),
            "another name: rules could not tell the two apart");
      }
      if (field.required()) {
        findings.warning(
            path + "." + field.name() + ".required",
            "a required data field of an activity",
            "a default instead: nobody gives values when an activity starts");
      }
    }
  }

  private static void check(String path, List<DataFieldDefinition> fields, Findings findings) {
    if (fields.size() > FIELDS_MAX) {
      findings.error(path, fields.size() + " data fields", "at most " + FIELDS_MAX);
      return;
    }
    var names = new LinkedHashSet<String>();
    for (var field : fields) {
      var fieldPath = path + "." + field.name();
      name(fieldPath, field.name(), findings);
      if (!names.add(field.name())) {
        findings.error(
            fieldPath, "'%s' a second time".formatted(field.name()), "each data field once");
      }
      var initial = field.initial();
      if (initial != null && (initial instanceof Value.NoValue || !initial.is(field.type()))) {
        findings.error(
            fieldPath + ".default",
            "the value " + Findings.shortened(initial.toString()),
            "a value of type " + field.type().label());
      }
    }
  }

  private static void name(String path, String name, Findings findings) {
    if (PROPERTIES.contains(name)) {
      findings.error(
          path,
          "the data field name '%s'".formatted(name),
          "another name: rules call the instance's own property so");
    } else if (FEEL_KEYWORDS.contains(name)) {
      findings.error(
          path,
          "the data field name '%s'".formatted(name),
          "another name: it is a word of the rules' language");
    } else if (!NAME.matcher(name).matches()) {
      findings.error(
          path,
          "the data field name '%s'".formatted(Findings.shortened(name)),
          "letters, digits and underscores, beginning with a letter; 1 to 64 characters");
    }
  }
}
