package org.baltoro.forms.smartobject.layer;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;

/** Checks filter, sort and page of a call against what its method returns. */
final class ListCheck {
  private static final int DEPTH_MAX = 50;
  private static final int PARTS_MAX = 1_000;
  private static final int SORTS_MAX = 10;
  private static final Set<Filter.Operator> OF_TEXT =
      EnumSet.of(Filter.Operator.CONTAINS, Filter.Operator.STARTS_WITH, Filter.Operator.ENDS_WITH);

  private final SmartObjectDefinition definition;
  private final Method method;
  private int parts;

  ListCheck(SmartObjectDefinition definition, Method method) {
    this.definition = definition;
    this.method = method;
  }

  /** The filter with values of the properties' types. */
  @Nullable Filter filter(@Nullable Filter given) {
    if (given == null) {
      return null;
    }
    checkIsList("filter");
    return filter(given, 1);
  }

  private Filter filter(Filter given, int depth) {
    if (depth > DEPTH_MAX || ++parts > PARTS_MAX) {
      throw invalid(
          "the filter is deeper than %d or has more than %,d parts"
              .formatted(DEPTH_MAX, PARTS_MAX));
    }
    return switch (given) {
      case Filter.And and -> new Filter.And(filters(and.parts(), depth));
      case Filter.Or or -> new Filter.Or(filters(or.parts(), depth));
      case Filter.Not not -> new Filter.Not(filter(not.part(), depth + 1));
      case Filter.Empty empty -> new Filter.Empty(property(empty.property(), "filter").name());
      case Filter.In in -> in(in);
      case Filter.Compare compare -> compare(compare);
    };
  }

  private List<Filter> filters(List<Filter> given, int depth) {
    return given.stream().map(part -> filter(part, depth + 1)).toList();
  }

  private Filter in(Filter.In given) {
    var property = comparable(given.property(), "filter");
    parts += given.values().size();
    if (parts > PARTS_MAX) {
      throw invalid("the filter has more than %,d values".formatted(PARTS_MAX));
    }
    var values = new ArrayList<Object>();
    given.values().forEach(value -> values.add(value(property, value)));
    return new Filter.In(property.name(), values);
  }

  private Filter compare(Filter.Compare given) {
    var property = comparable(given.property(), "filter");
    if (OF_TEXT.contains(given.operator()) && !property.type().isText()) {
      throw invalid(
          "the filter's %s is for text, and %s is a %s"
              .formatted(given.operator(), property.name(), property.type().label()));
    }
    return new Filter.Compare(property.name(), given.operator(), value(property, given.value()));
  }

  private Object value(Property property, Object given) {
    try {
      var value = property.type().convert(given);
      if (value == null) {
        throw invalid(
            "the filter compares %s with an empty value; ask whether it is empty"
                .formatted(property.name()));
      }
      return value;
    } catch (ValueRefused refused) {
      throw SmartObjectException.ofFields(
          SmartObjectProblem.INVALID_DATA,
          "The filter of '%s.%s' was refused".formatted(definition.name(), method.name()),
          List.of(refused.of(property.name())),
          refused);
    }
  }

  List<Sort> sort(List<Sort> given) {
    if (given.isEmpty()) {
      return given;
    }
    checkIsList("sort");
    var names = new HashSet<String>();
    for (var order : given) {
      comparable(order.property(), "sort");
      if (!names.add(order.property()) || names.size() > SORTS_MAX) {
        throw invalid("it sorts by a property twice, or by more than %d".formatted(SORTS_MAX));
      }
    }
    return given;
  }

  @Nullable Page page(@Nullable Page given, List<Sort> sort) {
    if (given == null) {
      return null;
    }
    checkIsList("page");
    boolean fits =
        given.size() >= 1
            && given.size() <= Page.SIZE_MAX
            && given.offset() >= 0
            && given.offset() <= Page.OFFSET_MAX;
    if (!fits || (given.after() != null && given.offset() != 0)) {
      throw invalid(
          "the page is of %d rows from %d: give 1 to %,d rows, and from 0 to %,d or after a row"
              .formatted(given.size(), given.offset(), Page.SIZE_MAX, Page.OFFSET_MAX));
    }
    return given.after() == null ? given : Page.after(after(given.after(), sort), given.size());
  }

  /** What is needed of the last row: what is sorted by, and the key. */
  private Row after(Row last, List<Sort> sort) {
    if (definition.keys().isEmpty()) {
      throw invalid("a page after a row needs a key, and the SmartObject has none; page by offset");
    }
    var names = new ArrayList<>(sort.stream().map(Sort::property).toList());
    definition.keys().forEach(key -> names.add(key.name()));
    var needed = new LinkedHashMap<String, @Nullable Object>();
    for (var name : names) {
      if (!last.has(name)) {
        throw invalid("the row before the page lacks %s".formatted(name));
      }
      var value = last.get(name);
      needed.put(name, value == null ? null : value(property(name, "page"), value));
    }
    return new Row(needed);
  }

  private Property comparable(String name, String use) {
    var property = property(name, use);
    if (!property.type().ordered()) {
      throw invalid(
          "its %s is by %s, and a %s can't be compared"
              .formatted(use, name, property.type().label()));
    }
    return property;
  }

  private Property property(String name, String use) {
    var property = definition.property(name);
    if (property.isEmpty() || !method.returns().contains(name)) {
      throw invalid(
          "its %s is by '%s', which the method does not return; it returns %s"
              .formatted(use, Names.cut(name), Names.shown(method.returns())));
    }
    return property.get();
  }

  private void checkIsList(String use) {
    if (method.kind() != MethodKind.LIST) {
      throw invalid("it has a %s, and the method is no list".formatted(use));
    }
  }

  private SmartObjectException invalid(String why) {
    return new SmartObjectException(
        SmartObjectProblem.INVALID_CALL,
        "'%s.%s' was not called: %s.".formatted(definition.name(), method.name(), why));
  }
}
