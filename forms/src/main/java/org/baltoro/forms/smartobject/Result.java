package org.baltoro.forms.smartobject;

import java.util.List;
import java.util.Optional;

/**
 * What a call gave.
 *
 * @param rows of a LIST any number; of another method one, with what it returns, or none
 * @param more whether a LIST has more rows than these
 * @param failures service methods of a composite method that failed while it went on
 */
public record Result(List<Row> rows, boolean more, Pushed pushed, List<BindingFailure> failures) {
  public Result {
    rows = List.copyOf(rows);
    failures = List.copyOf(failures);
  }

  public Result(List<Row> rows, boolean more, Pushed pushed) {
    this(rows, more, pushed, List.of());
  }

  /** The first row. */
  public Optional<Row> first() {
    return rows.stream().findFirst();
  }
}
