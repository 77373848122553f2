package org.baltoro.forms.broker.java;

import java.util.List;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.Sort;
import org.jspecify.annotations.Nullable;

/** What a Java method is called with. */
public record JavaCall(ServiceCall call, Caller caller) {

  /** Properties and parameters. */
  public Row inputs() {
    return call.inputs();
  }

  public @Nullable Object get(String input) {
    return call.inputs().get(input);
  }

  /** Null unless the method says that it filters. */
  public @Nullable Filter filter() {
    return call.filter();
  }

  /** None unless the method says that it sorts. */
  public List<Sort> sort() {
    return call.sort();
  }

  /** Null unless the method says that it pages. */
  public @Nullable Page page() {
    return call.page();
  }
}
