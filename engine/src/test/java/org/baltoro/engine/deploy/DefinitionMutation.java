package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.baltoro.api.DefinitionProblem;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A definition with one thing changed: an unknown key, another kind of value, a key less, a word
 * that is none of the known.
 *
 * @param path of the changed part: names of mappings, numbers of lists
 */
record DefinitionMutation(Kind kind, List<Object> path, @Nullable Object value, Object tree) {
  private static final String UNKNOWN = "noSuchKey";
  private static final String NONSENSE = "nonsense";

  enum Kind {
    UNKNOWN_KEY,
    LIST,
    MAPPING,
    NOTHING,
    WORD,
    KEY_LESS
  }

  static Object parsed(String source) {
    var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return Objects.requireNonNull(new Load(settings).loadFromString(source));
  }

  static DefinitionMutation of(Object base, SplittableRandom random) {
    var kind = Kind.values()[random.nextInt(Kind.values().length)];
    if (kind == Kind.UNKNOWN_KEY) {
      var path = pick(mappings(base), random);
      return new DefinitionMutation(kind, path, null, with(base, path, UNKNOWN, 1));
    }
    var path = pick(parts(base), random);
    return switch (kind) {
      case LIST -> changed(kind, base, path, List.of(List.of(1)));
      case MAPPING -> changed(kind, base, path, Map.of(UNKNOWN, 1));
      case NOTHING -> changed(kind, base, path, null);
      case WORD -> changed(kind, base, path, NONSENSE);
      case KEY_LESS -> without(base, path);
      case UNKNOWN_KEY -> throw new IllegalStateException("made above");
    };
  }

  /**
   * True if a problem is about the shape of what was changed, which the schema knows, and not about
   * what it means.
   */
  boolean isStructural(DefinitionProblem problem) {
    var at = problem.path();
    return switch (kind) {
      case UNKNOWN_KEY -> problem.found().startsWith("the unknown key");
      case LIST -> at.equals(text(path)) && problem.found().equals("a list");
      case MAPPING ->
          (at.equals(text(path)) && problem.found().equals("a mapping"))
              || problem.found().startsWith("the unknown key");
      case NOTHING -> at.equals(text(path)) && problem.found().equals("nothing");
      case WORD -> at.equals(text(path)) && problem.expected().startsWith("one of ") && isChoice();
      case KEY_LESS ->
          (at.equals(text(path)) && problem.found().equals("nothing"))
              || (at.equals(text(path.subList(0, path.size() - 1)))
                  && problem.found().equals("nothing of it"));
    };
  }

  /** Activities and the like are names that a definition makes itself. */
  private boolean isChoice() {
    var last = path.getLast();
    return List.of(
            "durability", "onDeadEnd", "onError", "type", "surplus", "plan", "remaining", "kind")
        .contains(last);
  }

  private static String text(List<Object> path) {
    var text = new StringBuilder();
    for (var step : path) {
      if (step instanceof Integer) {
        text.append('[').append(step).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(step);
      }
    }
    return text.toString();
  }

  // ---- parts

  /** The paths of all mappings. */
  static List<List<Object>> mappings(Object tree) {
    var paths = new ArrayList<List<Object>>();
    walk(
        tree,
        List.of(),
        (path, value) -> {
          if (value instanceof Map) {
            paths.add(path);
          }
        });
    return paths;
  }

  private static List<List<Object>> parts(Object tree) {
    var paths = new ArrayList<List<Object>>();
    walk(
        tree,
        List.of(),
        (path, value) -> {
          if (!path.isEmpty()) {
            paths.add(path);
          }
        });
    return paths;
  }

  private interface Visitor {
    void visit(List<Object> path, @Nullable Object value);
  }

  private static void walk(@Nullable Object value, List<Object> path, Visitor visitor) {
    visitor.visit(path, value);
    if (value instanceof Map<?, ?> mapping) {
      mapping.forEach((key, item) -> walk(item, plus(path, String.valueOf(key)), visitor));
    } else if (value instanceof List<?> list) {
      for (int place = 0; place < list.size(); place++) {
        walk(list.get(place), plus(path, place), visitor);
      }
    }
  }

  private static List<Object> plus(List<Object> path, Object step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }

  /** The keys of the mapping at a path. */
  static Set<String> keys(Object tree, List<Object> path) {
    return mapping(at(copied(tree), path)).keySet();
  }

  // ---- changes

  /** A copy in which the mapping at {@code path} has one key more. */
  static Object with(Object base, List<Object> path, String key, Object value) {
    var copy = copied(base);
    mapping(at(copy, path)).put(key, value);
    return Objects.requireNonNull(copy);
  }

  private static DefinitionMutation changed(
      Kind kind, Object base, List<Object> path, @Nullable Object value) {
    var copy = copied(base);
    var owner = at(copy, path.subList(0, path.size() - 1));
    if (path.getLast() instanceof Integer place) {
      list(owner).set(place, value);
    } else {
      mapping(owner).put((String) path.getLast(), value);
    }
    return new DefinitionMutation(kind, path, value, Objects.requireNonNull(copy));
  }

  private static DefinitionMutation without(Object base, List<Object> path) {
    var copy = copied(base);
    var owner = at(copy, path.subList(0, path.size() - 1));
    if (path.getLast() instanceof Integer place) {
      list(owner).remove(place.intValue());
    } else {
      mapping(owner).remove((String) path.getLast());
    }
    return new DefinitionMutation(Kind.KEY_LESS, path, null, Objects.requireNonNull(copy));
  }

  private static @Nullable Object at(@Nullable Object tree, List<Object> path) {
    var found = tree;
    for (var step : path) {
      found = step instanceof Integer place ? list(found).get(place) : mapping(found).get(step);
    }
    return found;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> mapping(@Nullable Object value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> list(@Nullable Object value) {
    return (List<@Nullable Object>) Objects.requireNonNull(value);
  }

  private static @Nullable Object copied(@Nullable Object value) {
    if (value instanceof Map<?, ?> mapping) {
      var copy = new LinkedHashMap<String, @Nullable Object>();
      mapping.forEach((key, item) -> copy.put(String.valueOf(key), copied(item)));
      return copy;
    }
    if (value instanceof List<?> list) {
      var copy = new ArrayList<@Nullable Object>();
      list.forEach(item -> copy.add(copied(item)));
      return copy;
    }
    return value;
  }

  private static <T> T pick(List<T> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }

  @Override
  public String toString() {
    return kind + " at " + text(path);
  }
}
