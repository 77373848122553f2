package org.baltoro.forms.broker;

import java.util.List;
import org.baltoro.forms.smartobject.Row;

/**
 * What a service method gave.
 *
 * @param rows with service properties
 * @param more whether a list has more rows than these
 */
public record ServiceResult(List<Row> rows, boolean more) {
  public static final ServiceResult NOTHING = new ServiceResult(List.of(), false);

  public ServiceResult {
    rows = List.copyOf(rows);
  }

  public static ServiceResult of(Row row) {
    return new ServiceResult(List.of(row), false);
  }
}
