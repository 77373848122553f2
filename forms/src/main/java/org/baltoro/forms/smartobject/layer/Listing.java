package org.baltoro.forms.smartobject.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.broker.PushDown;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Pushed;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.ReturnMapping;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a list the source does itself, and does the rest: filter, then sort, then page.
 * What is left out early is never put to the source late: a source that can't do the whole filter
 * does not page.
 */
final class Listing {
  private final CheckedCall call;
  private final LayerConfig config;
  private final PushDown pushDown;
  private final ServiceObject object;

  /** SmartObject property to service property. */
  private final Map<String, String> names = new LinkedHashMap<>();

  private final List<Filter> pushedFilters = new ArrayList<>();
  private final List<Filter> restFilters = new ArrayList<>();

  /** What is sorted by, and the keys after it. */
  private final List<Sort> total;

  private final boolean sortPushed;

  /** The keys are put to the source, too, so that its order is total. */
  private final boolean totalPushed;

  private final boolean pagePushed;

  Listing(
      CheckedCall call,
      ServiceBinding binding,
      PushDown pushDown,
      ServiceObject object,
      LayerConfig config) {
    this.call = call;
    this.config = config;
    this.pushDown = pushDown;
    this.object = object;
    for (ReturnMapping mapping : binding.returns()) {
      names.putIfAbsent(mapping.property(), mapping.serviceProperty());
    }
    divideFilter();
    this.total = RowOrder.total(call.sort(), call.definition().keys());
    this.sortPushed = canSort(call.sort());
    this.totalPushed = sortPushed && canSort(total);
    this.pagePushed = restFilters.isEmpty() && sortPushed && canPage();
  }

  private void divideFilter() {
    var filter = call.filter();
    if (filter == null) {
      return;
    }
    var parts = filter instanceof Filter.And and ? and.parts() : List.of(filter);
    for (var part : parts) {
      var translated = translated(part);
      if (translated == null) {
        restFilters.add(part);
      } else {
        pushedFilters.add(translated);
      }
    }
  }

  /** The filter with the service's names and types, or null if the source can't do it. */
  private @Nullable Filter translated(Filter filter) {
    return switch (filter) {
      case Filter.And and -> {
        var parts = translated(and.parts());
        yield parts == null ? null : new Filter.And(parts);
      }
      case Filter.Or or -> {
        var parts = pushDown.combined() ? translated(or.parts()) : null;
        yield parts == null ? null : new Filter.Or(parts);
      }
      case Filter.Not not -> {
        var part = pushDown.combined() ? translated(not.part()) : null;
        yield part == null ? null : new Filter.Not(part);
      }
      case Filter.Empty empty -> {
        var name = pushDown.combined() ? filtered(empty.property()) : null;
        yield name == null ? null : new Filter.Empty(name);
      }
      case Filter.In in -> translated(in);
      case Filter.Compare compare -> translated(compare);
    };
  }

  private @Nullable List<Filter> translated(List<Filter> parts) {
    var all = new ArrayList<Filter>();
    for (var part : parts) {
      var translated = translated(part);
      if (translated == null) {
        return null;
      }
      all.add(translated);
    }
    return all;
  }

  private @Nullable Filter translated(Filter.In in) {
    var name = pushDown.combined() ? filtered(in.property()) : null;
    if (name == null) {
      return null;
    }
    var values = new ArrayList<Object>();
    for (var value : in.values()) {
      var converted = converted(name, value);
      if (converted == null) {
        return null;
      }
      values.add(converted);
    }
    return new Filter.In(name, values);
  }

  private @Nullable Filter translated(Filter.Compare compare) {
    var name = filtered(compare.property());
    if (name == null || !pushDown.operators().contains(compare.operator())) {
      return null;
    }
    var value = converted(name, compare.value());
    return value == null ? null : new Filter.Compare(name, compare.operator(), value);
  }

  private @Nullable String filtered(String property) {
    var name = names.get(property);
    return name != null && pushDown.filtered().contains(name) && sameOrder(property, name)
        ? name
        : null;
  }

  /** Whether comparing in the source gives what comparing here would. */
  private boolean sameOrder(String property, String name) {
    var mine = call.definition().property(property).map(Property::type);
    var theirs = object.property(name).map(found -> found.type());
    return mine.isPresent() && theirs.isPresent() && family(mine.get()) == family(theirs.get());
  }

  private static PropertyType family(PropertyType type) {
    return switch (type.plain()) {
      case MEMO, HYPERLINK -> PropertyType.TEXT;
      case NUMBER -> PropertyType.DECIMAL;
      case AUTONUMBER,
          AUTOGUID,
          TEXT,
          DECIMAL,
          YES_NO,
          DATE,
          TIME,
          DATE_TIME,
          GUID,
          FILE,
          IMAGE,
          MULTIVALUE ->
          type.plain();
    };
  }

  /** The value as the service's property takes it; null if it has none such. */
  private @Nullable Object converted(String serviceProperty, Object value) {
    try {
      return object.property(serviceProperty).orElseThrow().type().convert(value);
    } catch (ValueRefused refused) {
      return null;
    }
  }

  private boolean canSort(List<Sort> sort) {
    return sort.size() <= pushDown.sortsMax()
        && sort.stream().allMatch(order -> sorted(order.property()));
  }

  private boolean sorted(String property) {
    var name = names.get(property);
    return name != null && pushDown.sorted().contains(name) && sameOrder(property, name);
  }

  private boolean canPage() {
    var page = call.page();
    if (page == null || !pushDown.pages()) {
      return page == null;
    }
    return page.after() == null || totalPushed;
  }

  // ---- what the source is asked

  @Nullable Filter pushedFilter() {
    return switch (pushedFilters.size()) {
      case 0 -> null;
      case 1 -> pushedFilters.getFirst();
      default -> new Filter.And(pushedFilters);
    };
  }

  List<Sort> pushedSort() {
    boolean ordered = !call.sort().isEmpty() || call.page() != null;
    if (!ordered || !sortPushed) {
      return List.of();
    }
    return (totalPushed ? total : call.sort())
        .stream().map(order -> new Sort(name(order.property()), order.direction())).toList();
  }

  @Nullable Page pushedPage() {
    var page = call.page();
    if (page == null || !pagePushed || page.after() == null) {
      return pagePushed ? page : null;
    }
    var after = new LinkedHashMap<String, @Nullable Object>();
    page.after()
        .values()
        .forEach((property, value) -> {
          var name = name(property);
          after.put(name, value == null ? null : converted(name, value));
        });
    return Page.after(new Row(after), page.size());
  }

  private String name(String property) {
    var name = names.get(property);
    if (name == null) {
      throw new IllegalStateException("'%s' was pushed and is not mapped.".formatted(property));
    }
    return name;
  }

  /** How many rows the source may give. */
  int rowsMax() {
    if (!restFilters.isEmpty() || !sortPushed || !pagePushed) {
      return config.rowsReadMax();
    }
    return call.page() == null ? config.rowsMax() : call.page().size();
  }

  // ---- what is done here

  /**
   * Filters, sorts and pages what the source did not.
   *
   * @param rows with the SmartObject's properties, as the source gave them
   * @param more whether the source has more
   */
  Result finish(List<Row> rows, boolean more) {
    var pushed = new Pushed(restFilters.isEmpty(), sortPushed, pagePushed, rows.size());
    if (pushed.everything()) {
      return new Result(rows, more, pushed);
    }
    var found =
        restFilters.isEmpty()
            ? new ArrayList<>(rows)
            : new ArrayList<>(rows.stream().filter(this::passes).toList());
    if (more && !(sortPushed && isEnough(found.size()))) {
      throw tooMany();
    }
    if (!sortPushed || (call.page() != null && call.page().after() != null)) {
      found.sort(order());
    }
    return paged(found, more, pushed);
  }

  private boolean passes(Row row) {
    return restFilters.stream().allMatch(part -> LocalFilter.holds(part, row));
  }

  /** Whether the rows read hold the whole page, so that it does not matter that there are more. */
  private boolean isEnough(int found) {
    var page = call.page();
    return page != null && page.after() == null && found >= page.offset() + page.size();
  }

  private RowOrder order() {
    return new RowOrder(total);
  }

  private Result paged(List<Row> found, boolean more, Pushed pushed) {
    var page = call.page();
    int size = page == null ? config.rowsMax() : page.size();
    int from = page == null ? 0 : (int) Math.min(found.size(), page.offset());
    if (page != null && page.after() != null) {
      var order = order();
      while (from < found.size() && order.compare(found.get(from), page.after()) <= 0) {
        from++;
      }
    }
    int until = Math.min(found.size(), from + size);
    return new Result(found.subList(from, until), more || until < found.size(), pushed);
  }

  private SmartObjectException tooMany() {
    return new SmartObjectException(
        SmartObjectProblem.TOO_MANY_ROWS,
        "'%s' was not answered: its source can't %s itself and has more than the %,d rows that are read for doing it here. Filter by what the source can, or give inputs that leave fewer."
            .formatted(
                call.title(),
                !restFilters.isEmpty() ? "filter so" : !sortPushed ? "sort so" : "page",
                config.rowsReadMax()));
  }
}
