package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Parameter;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;

/** Reads the parameters of a view or form: {@code Order: number}, or a mapping that says more. */
final class ParameterReader {
  private ParameterReader() {}

  static List<Parameter> read(Parts parts, Section document) {
    var parameters = new ArrayList<Parameter>();
    document
        .entries("parameters", "a mapping of parameters by id")
        .forEach((id, part) -> {
          parts.checkIdentifier(id, part.path());
          parameters.add(parameter(parts, id, part));
        });
    return parameters;
  }

  private static Parameter parameter(Parts parts, String id, Part part) {
    if (!part.isMapping()) {
      return new Parameter(id, id, Types.read(parts, part), null, false);
    }
    var section = parts.section(part, "a parameter", List.of("type", "name", "default", "secret"));
    var type = Types.required(parts, section, PropertyType.TEXT);
    var given = section.part("default");
    return new Parameter(
        id,
        section.text("name", id),
        type,
        given == null ? null : new SourceReader(parts).typed(given, type),
        section.truth("secret", false));
  }
}
