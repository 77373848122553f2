package org.baltoro.forms.smartobject.layer;

import java.util.List;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.Sort;
import org.jspecify.annotations.Nullable;

/**
 * A call that its method takes: known names, values of their types, defaults filled in.
 *
 * @param filter with values of the properties' types
 */
record CheckedCall(
    SmartObjectDefinition definition,
    Method method,
    Row inputs,
    Row parameters,
    @Nullable Filter filter,
    List<Sort> sort,
    @Nullable Page page) {

  String title() {
    return definition.name() + "." + method.name();
  }
}
