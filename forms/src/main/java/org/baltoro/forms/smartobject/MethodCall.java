package org.baltoro.forms.smartobject;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of a method of a SmartObject.
 *
 * @param inputs properties; one that is not there is not given, one that is null is emptied
 * @param filter for LIST only
 * @param sort for LIST only
 * @param page for LIST only; null: as many rows as the layer allows
 */
public record MethodCall(
    String smartObject,
    String method,
    Row inputs,
    Map<String, @Nullable Object> parameters,
    @Nullable Filter filter,
    List<Sort> sort,
    @Nullable Page page) {
  /** Written out, as in the short form the checks of null would not know the types of its maps. */
  public MethodCall(
      String smartObject,
      String method,
      Row inputs,
      Map<String, @Nullable Object> parameters,
      @Nullable Filter filter,
      List<Sort> sort,
      @Nullable Page page) {
    this.smartObject = smartObject;
    this.method = method;
    this.inputs = inputs;
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    this.filter = filter;
    this.sort = List.copyOf(sort);
    this.page = page;
  }

  public static MethodCall of(String smartObject, String method, Row inputs) {
    return new MethodCall(smartObject, method, inputs, Map.of(), null, List.of(), null);
  }

  /** A call with names and values of its inputs, by turns. */
  public static MethodCall of(
      String smartObject, String method, @Nullable Object... namesAndValues) {
    return of(smartObject, method, Row.of(namesAndValues));
  }

  public MethodReference reference() {
    return new MethodReference(smartObject, method);
  }

  public MethodCall withParameter(String name, @Nullable Object value) {
    var more = new LinkedHashMap<String, @Nullable Object>(parameters);
    more.put(name, value);
    return new MethodCall(smartObject, method, inputs, more, filter, sort, page);
  }

  public MethodCall where(Filter condition) {
    return new MethodCall(smartObject, method, inputs, parameters, condition, sort, page);
  }

  public MethodCall sortedBy(Sort... orders) {
    return new MethodCall(smartObject, method, inputs, parameters, filter, List.of(orders), page);
  }

  public MethodCall page(Page part) {
    return new MethodCall(smartObject, method, inputs, parameters, filter, sort, part);
  }
}
