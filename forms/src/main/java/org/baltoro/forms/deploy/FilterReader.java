package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.ListFilter;
import org.baltoro.forms.smartobject.Filter.Operator;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/**
 * Reads which rows are wanted, <code>{ property: OrderID, equals: { field: ID } }</code>, joined by
 * {@code and}, {@code or} and {@code not}; and in which order.
 */
final class FilterReader {
  private static final Map<String, Operator> OPERATORS = Words.keys(Operator.class);
  private static final List<String> JOINS = List.of("and", "or", "not");
  private static final List<String> COMPARISONS = comparisons();
  private static final List<String> KEYS = keys();
  private static final String EXPECTED =
      "and, or, not, or a property with one of " + String.join(", ", COMPARISONS);

  private final Parts parts;
  private final SourceReader sources;

  FilterReader(Parts parts) {
    this.parts = parts;
    this.sources = new SourceReader(parts);
  }

  private static List<String> comparisons() {
    var words = new ArrayList<>(OPERATORS.keySet());
    words.add("in");
    words.add("empty");
    return List.copyOf(words);
  }

  private static List<String> keys() {
    var keys = new ArrayList<>(JOINS);
    keys.add("property");
    keys.addAll(COMPARISONS);
    return List.copyOf(keys);
  }

  /** Null where there is none. */
  @Nullable ListFilter read(Section section) {
    var part = section.part("filter");
    return part == null ? null : read(part);
  }

  private ListFilter read(Part part) {
    var section = parts.section(part, "a filter: " + EXPECTED, KEYS);
    var kinds =
        part.keys().stream()
            .filter(key -> JOINS.contains(key) || COMPARISONS.contains(key))
            .toList();
    if (kinds.size() != 1) {
      if (section.isReadable() && !section.hasUnknown()) {
        parts.reading.unreadable(part.path(), "a mapping with " + part.keys(), EXPECTED);
      }
      return new ListFilter.And(List.of());
    }
    var kind = kinds.getFirst();
    if (JOINS.contains(kind)) {
      section.allowOnly(List.of(kind), "a filter with '%s'".formatted(kind));
    }
    return switch (kind) {
      case "and" -> new ListFilter.And(all(section, kind));
      case "or" -> new ListFilter.Or(all(section, kind));
      case "not" -> new ListFilter.Not(read(java.util.Objects.requireNonNull(section.part(kind))));
      default -> comparison(section, kind);
    };
  }

  private List<ListFilter> all(Section section, String kind) {
    return section.items(kind, "a list of filters").stream().map(this::read).toList();
  }

  private ListFilter comparison(Section section, String kind) {
    var property = section.requiredText("property", "a property of the SmartObject");
    return switch (kind) {
      case "in" -> new ListFilter.In(property, sources.read(section, kind));
      case "empty" -> {
        ListFilter empty = new ListFilter.Empty(property);
        yield section.truth(kind, true) ? empty : new ListFilter.Not(empty);
      }
      default ->
          new ListFilter.Compare(
              property, OPERATORS.getOrDefault(kind, Operator.EQUALS), sources.read(section, kind));
    };
  }

  /** Properties, behind {@code descending} where they go down. */
  List<Sort> order(Section section) {
    var part = section.part("order");
    var order = new ArrayList<Sort>();
    for (var item : part == null ? List.<Part>of() : Section.listed(part)) {
      if (item.isMapping()) {
        var down = parts.section(item, "{ descending: <property> }", List.of("descending"));
        order.add(Sort.descending(down.requiredText("descending", "a property")));
      } else {
        var property = section.text(item, "a property, or { descending: <property> }");
        order.add(Sort.ascending(property == null ? "" : property));
      }
    }
    return order;
  }
}
