package org.baltoro.forms.broker;

import java.util.List;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.Sort;
import org.jspecify.annotations.Nullable;

/**
 * A call of a service method, checked: what its description names, with values of its types.
 *
 * @param inputs service properties and parameters
 * @param returns the service properties that are wanted
 * @param filter only such as the method's {@link PushDown} allows
 * @param sort only such as that allows; it ends with the keys where the source can sort by them
 * @param page only where that allows it; a row that it is after has all that is sorted by
 * @param rowsMax a list gives no more than these, and says that there are more
 */
public record ServiceCall(
    String serviceObject,
    String serviceMethod,
    Row inputs,
    List<String> returns,
    @Nullable Filter filter,
    List<Sort> sort,
    @Nullable Page page,
    int rowsMax) {
  public ServiceCall {
    returns = List.copyOf(returns);
    sort = List.copyOf(sort);
  }
}
