package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.ListFilter;
import org.baltoro.forms.smartobject.Sort;
import org.jspecify.annotations.Nullable;

/** Writes which rows are wanted, and in which order. */
final class FilterWriter {
  private FilterWriter() {}

  static void filter(Tree tree, @Nullable ListFilter filter) {
    if (filter != null) {
      tree.put("filter", write(filter));
    }
  }

  private static Object write(ListFilter filter) {
    return switch (filter) {
      case ListFilter.And(var parts) -> new Tree().put("and", all(parts)).entries();
      case ListFilter.Or(var parts) -> new Tree().put("or", all(parts)).entries();
      case ListFilter.Not(ListFilter.Empty(var property)) ->
          new Tree().put("property", property).put("empty", false).entries();
      case ListFilter.Not(var part) -> new Tree().put("not", write(part)).entries();
      case ListFilter.Compare(var property, var operator, var value) ->
          new Tree()
              .put("property", property)
              .put(Words.key(operator), SourceWriter.write(value))
              .entries();
      case ListFilter.Empty(var property) ->
          new Tree().put("property", property).put("empty", true).entries();
      case ListFilter.In(var property, var values) ->
          new Tree().put("property", property).put("in", SourceWriter.write(values)).entries();
    };
  }

  private static List<Object> all(List<ListFilter> parts) {
    return parts.stream().map(FilterWriter::write).toList();
  }

  static void order(Tree tree, List<Sort> order) {
    var sorts = new ArrayList<Object>();
    for (var sort : order) {
      sorts.add(
          switch (sort.direction()) {
            case ASCENDING -> sort.property();
            case DESCENDING -> new Tree().put("descending", sort.property()).entries();
          });
    }
    tree.putIfThere("order", sorts);
  }
}
