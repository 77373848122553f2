package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;

/**
 * Reads ways of values. Inputs are a mapping of what is given by name, outputs one of where what
 * comes goes; both may be lists of {@code from} and {@code to}, which can say anything.
 */
final class MappingReader {
  private static final List<String> LIST_KEYS = List.of("from", "to", "id");

  private final Parts parts;
  private final SourceReader sources;
  private final TargetReader targets;

  MappingReader(Parts parts) {
    this.parts = parts;
    this.sources = new SourceReader(parts);
    this.targets = new TargetReader(parts);
  }

  /** Inputs of a method, under {@code inputs} and {@code parameters}. */
  List<Mapping> inputs(Section section, String owner) {
    var mappings = new ArrayList<Mapping>();
    named(section, "inputs", Target.InputProperty::new, owner, "in", mappings);
    named(section, "parameters", Target.MethodParameter::new, owner, "in", mappings);
    return mappings;
  }

  /** What is given by name under one key: parameters of a document, data fields of a process. */
  List<Mapping> named(Section section, String key, Function<String, Target> target, String owner) {
    var mappings = new ArrayList<Mapping>();
    named(section, key, target, owner, "in", mappings);
    return mappings;
  }

  private void named(
      Section section,
      String key,
      Function<String, Target> target,
      String owner,
      String role,
      List<Mapping> mappings) {
    var part = section.part(key);
    if (part != null && part.isList()) {
      list(part, owner, role, mappings);
      return;
    }
    section
        .entries(key, "a mapping by name, or a list of from and to")
        .forEach((name, given) -> {
          var id = Ids.of(owner, role, mappings.size());
          mappings.add(mapping(given, id, target.apply(name)));
        });
  }

  /** A source may be packed with the mapping's id: <code>{ source: ..., id: ... }</code>. */
  private Mapping mapping(Part given, String derived, Target target) {
    if (!given.keys().contains("source")) {
      return new Mapping(parts.register(derived, given.path()), sources.read(given), target);
    }
    var packed = parts.section(given, "a source and its id", List.of("source", "id"));
    return new Mapping(
        parts.id(packed, given.path(), derived), sources.read(packed, "source"), target);
  }

  /** What an action returns, under {@code outputs} and {@code outputRows}. */
  List<Mapping> outputs(Section section, String action) {
    var mappings = new ArrayList<Mapping>();
    var part = section.part("outputs");
    if (part != null && part.isList()) {
      list(part, action, "out", mappings);
    } else {
      section
          .entries("outputs", "a mapping of properties, or a list of from and to")
          .forEach((property, goes) -> {
            for (var to : Section.listed(goes)) {
              output(new Source.ResultValue(action, property), to, action, mappings);
            }
          });
    }
    var rows = section.part("outputRows");
    for (var to : rows == null ? List.<Part>of() : Section.listed(rows)) {
      output(new Source.ResultRows(action), to, action, mappings);
    }
    return mappings;
  }

  private void output(Source source, Part to, String action, List<Mapping> mappings) {
    var target = targets.read(to);
    if (target != null) {
      var section = parts.section(to, "where a value goes", to.keys());
      var id = parts.id(section, to.path(), Ids.of(action, "out", mappings.size()));
      mappings.add(new Mapping(id, source, target));
    }
  }

  /** Mappings that a key has as a list of from and to. */
  List<Mapping> list(Section section, String key, String owner, String role) {
    var mappings = new ArrayList<Mapping>();
    section.items(key, "a list of from and to");
    var part = section.part(key);
    if (part != null && part.isList()) {
      list(part, owner, role, mappings);
    }
    return mappings;
  }

  private void list(Part list, String owner, String role, List<Mapping> mappings) {
    for (var item : Section.listed(list)) {
      var section = parts.section(item, "from and to", LIST_KEYS);
      var id = parts.id(section, item.path(), Ids.of(owner, role, mappings.size()));
      if (!section.has("from") && !section.hasUnknown()) {
        section.missing("from", "where the value comes from");
      }
      var to = section.part("to");
      if (to == null) {
        if (!section.hasUnknown()) {
          section.missing("to", "where the value goes");
        }
        continue;
      }
      var target = targets.read(to);
      if (target != null) {
        mappings.add(new Mapping(id, sources.read(section, "from"), target));
      }
    }
  }
}
