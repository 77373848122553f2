package org.baltoro.language.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.kernel.Nearest;
import org.baltoro.language.feel.ExpressionProblem;
import org.baltoro.language.yaml.SourcePlaces.Place;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One file being read: its places, and the problems met so far. */
public final class Reading {
  private static final int PROBLEMS_MAX = 1_000;
  private static final int SHOWN_CHARACTERS = 60;
  private static final int TOLD_CHARACTERS = 2_000;

  private final String file;
  private final SourcePlaces places;
  private final List<DefinitionProblem> problems = new ArrayList<>();

  /** Parts that stand in the definition with a makeshift: the check must not judge them. */
  private final Set<String> makeshift = new LinkedHashSet<>();

  private final @Nullable Node root;

  private boolean incomplete;

  private Reading(String file, SourcePlaces places, @Nullable Node root) {
    this.file = file;
    this.places = places;
    this.root = root;
  }

  /**
   * Opens a file: what is wrong in any of its places is noted already.
   *
   * @param source the text of the file; at most 1 MiB
   * @param file its name, for the problems only
   */
  public static Reading open(String source, String file, DocumentKind kind) {
    var text = source.startsWith("\uFEFF") ? source.substring(1) : source;
    var parsed = YamlSource.parse(text, kind);
    var places = new SourcePlaces(text, parsed.root(), kind.ofNames());
    var reading = new Reading(file, places, parsed.root());
    for (var fault : parsed.faults()) {
      reading.error(fault.place(), "file", fault.found(), fault.expected());
    }
    if (parsed.root() != null) {
      Survey.of(parsed.root(), reading);
    }
    return reading;
  }

  /** The whole document; null if the file is no YAML. */
  public Section.@Nullable Part root() {
    return root == null ? null : new Section.Part("", root);
  }

  public SourcePlaces places() {
    return places;
  }

  /** A part that can't be understood; what stands for it in the definition is not judged. */
  public void unreadable(String path, String found, String expected) {
    unreadable(path, found, expected, null);
  }

  public void unreadable(String path, String found, String expected, @Nullable String nearest) {
    makeshift.add(path);
    add(places.at(path), path, found, expected, nearest, false);
  }

  /** A part that lacks something; what is there is judged all the same. */
  public void lacking(String path, String expected) {
    add(places.at(path), path, "nothing of it", expected, null, false);
  }

  /** Something wrong at a node that leaves the rest as it is. */
  void error(Node node, String path, String found, String expected, @Nullable String nearest) {
    add(SourcePlaces.of(node), path, found, expected, nearest, false);
  }

  public void error(Place place, String path, String found, String expected) {
    add(place, path, found, expected, null, false);
  }

  /** Parts that others lead to or come from are not known: what follows from them can't be said. */
  public void incomplete() {
    incomplete = true;
  }

  public boolean isIncomplete() {
    return incomplete;
  }

  /** Takes over what a check found, unless it follows from problems told already. */
  public void finding(
      String path, String found, String expected, @Nullable String nearest, boolean warning) {
    if (!isMakeshift(path)) {
      add(places.at(path), path, found, expected, nearest, warning);
    }
  }

  /**
   * Takes over what a check found in an expression that stands in the text of a part, perhaps
   * behind a sign or among other text.
   */
  public void findings(String path, String expression, List<ExpressionProblem> problems) {
    var text = places.text(path);
    int offset = text == null ? 0 : Math.max(0, text.indexOf(expression));
    for (var problem : problems) {
      if (!isMakeshift(path)) {
        int column = problem.line() == 1 ? problem.column() + offset : problem.column();
        add(
            places.inText(path, problem.line(), column),
            path,
            problem.found(),
            problem.expected(),
            problem.nearest(),
            problem.warning());
      }
    }
  }

  private boolean isMakeshift(String path) {
    if (makeshift.contains(path)) {
      return true;
    }
    for (int at = path.length() - 1; at > 0; at--) {
      boolean ends = path.charAt(at) == '.' || path.charAt(at) == '[';
      if (ends && makeshift.contains(path.substring(0, at))) {
        return true;
      }
    }
    return false;
  }

  private void add(
      Place place,
      String path,
      String found,
      String expected,
      @Nullable String nearest,
      boolean warning) {
    problems.add(
        new DefinitionProblem(
            file,
            place.line(),
            place.column(),
            bounded(path),
            bounded(found),
            bounded(expected),
            nearest,
            warning));
  }

  /** What stands in a file may be huge, and be told of a thousand times. */
  private static String bounded(String text) {
    return text.length() <= TOLD_CHARACTERS ? text : text.substring(0, TOLD_CHARACTERS) + "...";
  }

  /** All problems in the order of their places; of more than 1,000 the first. */
  public List<DefinitionProblem> problems() {
    problems.sort(
        Comparator.comparingInt(DefinitionProblem::line)
            .thenComparingInt(DefinitionProblem::column));
    if (problems.size() <= PROBLEMS_MAX) {
      return List.copyOf(problems);
    }
    var first = new ArrayList<>(problems.subList(0, PROBLEMS_MAX));
    if (first.stream().allMatch(DefinitionProblem::warning)) {
      problems.stream().filter(problem -> !problem.warning()).findFirst().ifPresent(first::add);
    }
    return List.copyOf(first);
  }

  /** What stands there, in a few words. */
  public static String shown(Node node) {
    if (node instanceof ScalarNode scalar) {
      return isNothing(node) ? "nothing" : "'" + shortened(scalar.getValue()) + "'";
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  /** The beginning of a text, without what a terminal would not show. */
  public static String shortened(String text) {
    var shown =
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  public static boolean isNothing(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  /**
   * The name that was probably meant: the nearest, or else the only one that begins so, as {@code
   * monday} with {@code mon}. Names too long for a name have none.
   */
  public static @Nullable String nearest(String given, Collection<String> names) {
    if (given.length() > 100) {
      return null;
    }
    var nearest = Nearest.to(given, names);
    return nearest == null && given.length() > 1 ? onlyBeginningWith(given, names) : nearest;
  }

  private static @Nullable String onlyBeginningWith(String given, Collection<String> names) {
    var beginning = given.toLowerCase(Locale.ROOT);
    var found =
        names.stream().filter(name -> name.toLowerCase(Locale.ROOT).startsWith(beginning)).toList();
    return found.size() == 1 ? found.getFirst() : null;
  }
}
