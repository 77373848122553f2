package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.jspecify.annotations.Nullable;

/** Writes ways of values: by name where that says all, else as lists of from and to. */
final class MappingWriter {
  private MappingWriter() {}

  /** Inputs of a method: properties, then parameters. */
  static void inputs(Tree tree, List<Mapping> mappings, String owner) {
    var properties = named(mappings, MappingWriter::property, owner, 0);
    var rest = mappings.subList(properties.size(), mappings.size());
    var parameters = named(rest, MappingWriter::parameter, owner, properties.size());
    if (properties.size() + parameters.size() < mappings.size()) {
      tree.put("inputs", list(mappings, owner, "in"));
      return;
    }
    tree.putIfThere("inputs", properties).putIfThere("parameters", parameters);
  }

  private static @Nullable String property(Target target) {
    return target instanceof Target.InputProperty(var property) ? property : null;
  }

  private static @Nullable String parameter(Target target) {
    return target instanceof Target.MethodParameter(var parameter) ? parameter : null;
  }

  /**
   * What is given by name.
   *
   * @param name of the target; null if it is of another kind
   */
  static void named(
      Tree tree,
      String key,
      List<Mapping> mappings,
      Function<Target, @Nullable String> name,
      String owner) {
    var byName = named(mappings, name, owner, 0);
    tree.putIfThere(key, byName.size() == mappings.size() ? byName : list(mappings, owner, "in"));
  }

  /** Those at the beginning that have names, each another. */
  private static Map<String, Object> named(
      List<Mapping> mappings, Function<Target, @Nullable String> nameOf, String owner, int first) {
    var named = new LinkedHashMap<String, Object>();
    for (var mapping : mappings) {
      var name = nameOf.apply(mapping.target());
      if (name == null || name.isEmpty() || named.containsKey(name)) {
        return named;
      }
      var source = SourceWriter.write(mapping.source());
      boolean derived = mapping.id().equals(Ids.of(owner, "in", first + named.size()));
      named.put(
          name,
          derived ? source : new Tree().put("source", source).put("id", mapping.id()).entries());
    }
    return named;
  }

  /** Lists of from and to. */
  static List<Object> list(List<Mapping> mappings, String owner, String role) {
    var list = new ArrayList<Object>();
    for (var mapping : mappings) {
      list.add(
          new Tree()
              .put("from", SourceWriter.write(mapping.source()))
              .put("to", SourceWriter.write(mapping.target()))
              .putUnless("id", mapping.id(), Ids.of(owner, role, list.size()))
              .entries());
    }
    return list;
  }

  /** What an action returns: properties, then all rows. */
  static void outputs(Tree tree, List<Mapping> mappings, String action) {
    var properties = new LinkedHashMap<String, List<Object>>();
    var rows = new ArrayList<Object>();
    int place = 0;
    for (var mapping : mappings) {
      var target =
          SourceWriter.write(mapping.target())
              .putUnless("id", mapping.id(), Ids.of(action, "out", place++));
      if (mapping.source() instanceof Source.ResultValue(var from, var property)
          && from.equals(action)
          && rows.isEmpty()
          && (!properties.containsKey(property) || isLast(properties, property))) {
        properties.computeIfAbsent(property, name -> new ArrayList<>()).add(target.entries());
      } else if (mapping.source() instanceof Source.ResultRows(var from) && from.equals(action)) {
        rows.add(target.entries());
      } else {
        tree.put("outputs", list(mappings, action, "out"));
        return;
      }
    }
    var shown = new LinkedHashMap<String, Object>();
    properties.forEach((property, targets) -> shown.put(property, oneOrAll(targets)));
    tree.putIfThere("outputs", shown);
    tree.putIfThere("outputRows", rows.isEmpty() ? null : oneOrAll(rows));
  }

  private static boolean isLast(LinkedHashMap<String, List<Object>> properties, String property) {
    return properties.lastEntry().getKey().equals(property);
  }

  private static Object oneOrAll(List<Object> targets) {
    return targets.size() == 1 ? targets.getFirst() : targets;
  }
}
