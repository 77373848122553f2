package org.baltoro.server.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.Pushed;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.server.http.SmartObjectFailures.FailureJson;
import org.jspecify.annotations.Nullable;

/** What calls gave, as JSON; of one answer, whose size is bounded. */
final class SmartObjectRows {
  /** Characters and bytes of all values of an answer. */
  private static final long SIZE_MAX = 32L << 20;

  private long size;

  /** A result. */
  record ResultJson(
      List<Map<String, @Nullable Object>> rows,
      boolean more,
      Pushed pushed,
      List<BindingJson> failures) {}

  /** A service method that failed while the others went on. */
  record BindingJson(String binding, FailureJson failure) {}

  /**
   * The result.
   *
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if the answer becomes too long
   */
  ResultJson result(Result result) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var row : result.rows()) {
      var values = new LinkedHashMap<String, @Nullable Object>();
      row.values().forEach((name, value) -> values.put(name, value(value)));
      rows.add(values);
    }
    return new ResultJson(
        rows,
        result.more(),
        result.pushed(),
        result.failures().stream()
            .map(failed -> new BindingJson(failed.binding(), FailureJson.of(failed.failure())))
            .toList());
  }

  private @Nullable Object value(@Nullable Object value) {
    count(
        switch (value) {
          case null -> 4;
          case String text -> text.length();
          case FileValue file -> file.content().length;
          case List<?> list -> 20L * list.size();
          case Object plain -> 20;
        });
    return JsonShapes.exact(value);
  }

  private void count(long more) {
    size += more;
    if (size > SIZE_MAX) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "The answer would be longer than %d MB: ask for fewer rows with a page. What the call did stays done."
              .formatted(SIZE_MAX >> 20));
    }
  }
}
