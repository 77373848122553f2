package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.deploy.Words;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.ListFilter;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.smartobject.Filter.Operator;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.Sort;
import org.jspecify.annotations.Nullable;

/** Checks calls of SmartObjects: that they exist, what they are given, which rows are wanted. */
final class SmartObjectUse {
  private final Home home;
  private final Findings findings;

  SmartObjectUse(Home home, Findings findings) {
    this.home = home;
    this.findings = findings;
  }

  /** A method and whose it is. */
  record Called(SmartObjectDefinition definition, Method method) {}

  /** The SmartObject that an action for items calls; null if nobody can say. */
  static @Nullable String ofItems(Operation.ExecuteForItems call, Home home) {
    if (call.smartObject() != null) {
      return call.smartObject();
    }
    var view = home.area(call.items().scope()).asView();
    return view == null || view.source() == null ? null : view.source().smartObject();
  }

  @Nullable SmartObjectDefinition find(String name, String path) {
    var all = home.surroundings().smartObjects();
    var found = all.find(name).orElse(null);
    if (found == null) {
      findings.unknown(path, "SmartObject", name, all.names(), "those that are deployed");
    }
    return found;
  }

  @Nullable Called find(String name, String path, String methodName, String methodPath) {
    var definition = find(name, path);
    if (definition == null) {
      return null;
    }
    var method = definition.method(methodName).orElse(null);
    if (method == null) {
      findings.unknown(
          methodPath,
          "method",
          methodName,
          definition.methods().stream().map(Method::name).toList(),
          "SmartObject '%s'".formatted(name));
      return null;
    }
    return new Called(definition, method);
  }

  /**
   * Checks what a method is given.
   *
   * @param path of what calls
   * @param given properties that come by themselves: from the fields of a view
   */
  void inputs(
      Called called, List<Mapping> mappings, SourceCheck sources, String path, List<String> given) {
    var mapped = new ArrayList<>(given);
    for (var mapping : mappings) {
      var at = findings.at(mapping.id());
      switch (mapping.target()) {
        case Target.InputProperty(var name) -> {
          mapped.add(name);
          sources.into(mapping.source(), input(called, name, at), at);
        }
        case Target.MethodParameter(var name) -> {
          mapped.add("parameter " + name);
          sources.into(mapping.source(), parameter(called, name, at), at);
        }
        default ->
            findings.error(
                at, "another target than an input", "inputs and parameters of the method");
      }
    }
    required(called, mapped, path);
  }

  private @Nullable PropertyType input(Called called, String name, String path) {
    if (!called.method.inputs().contains(name)) {
      findings.unknown(
          path, "input", name, called.method.inputs(), "method '%s'".formatted(title(called)));
      return null;
    }
    return called.definition.property(name).map(Property::type).orElse(null);
  }

  private @Nullable PropertyType parameter(Called called, String name, String path) {
    for (var parameter : called.method.parameters()) {
      if (parameter.name().equals(name)) {
        return parameter.type();
      }
    }
    findings.unknown(
        path,
        "parameter",
        name,
        called.method.parameters().stream().map(Parameter::name).toList(),
        "method '%s'".formatted(title(called)));
    return null;
  }

  private void required(Called called, List<String> mapped, String path) {
    for (var name : called.method.requiredInputs()) {
      boolean defaulted =
          called.method.kind() == MethodKind.CREATE
              && called.definition.property(name).stream()
                  .anyMatch(property -> property.defaultValue() != null);
      if (!mapped.contains(name) && !defaulted) {
        missing(path + ".inputs", name, called);
      }
    }
    for (var parameter : called.method.parameters()) {
      if (parameter.required()
          && parameter.defaultValue() == null
          && !mapped.contains("parameter " + parameter.name())) {
        missing(path + ".parameters", parameter.name(), called);
      }
    }
  }

  private void missing(String path, String name, Called called) {
    findings.error(
        path, "no '%s'".formatted(name), "all that method '%s' requires".formatted(title(called)));
  }

  static String title(Called called) {
    return called.definition.name() + "." + called.method.name();
  }

  // ---- lists

  /** Checks which rows are wanted, and in which order. */
  void rows(
      Called called,
      @Nullable ListFilter filter,
      List<Sort> order,
      SourceCheck sources,
      String path) {
    boolean isList = called.method.kind() == MethodKind.LIST;
    if (!isList && (filter != null || !order.isEmpty())) {
      findings.error(
          path + (filter != null ? ".filter" : ".order"),
          "a filter or an order for '%s', which gives one row".formatted(title(called)),
          "a list method, or inputs");
      return;
    }
    if (filter != null) {
      filter(called, filter, sources, path + ".filter");
    }
    for (var sort : order) {
      var type = returned(called, sort.property(), path + ".order");
      if (type != null && !type.ordered()) {
        findings.error(
            path + ".order",
            "an order by '%s', %s".formatted(sort.property(), Findings.a(type)),
            "a property of a type that has a less and a greater");
      }
    }
  }

  private void filter(Called called, ListFilter filter, SourceCheck sources, String path) {
    switch (filter) {
      case ListFilter.And(var parts) -> all(called, parts, sources, path + ".and");
      case ListFilter.Or(var parts) -> all(called, parts, sources, path + ".or");
      case ListFilter.Not(var part) -> filter(called, part, sources, path + ".not");
      case ListFilter.Empty(var property) -> returned(called, property, path + ".property");
      case ListFilter.In(var property, var values) -> {
        returned(called, property, path + ".property");
        sources.into(values, null, path + ".in");
      }
      case ListFilter.Compare(var property, var operator, var value) -> {
        var type = returned(called, property, path + ".property");
        var key = Words.key(operator);
        sources.into(value, type, path + "." + key);
        if (type != null && !allows(operator, type)) {
          findings.error(
              path + "." + key,
              "'%s' of '%s', %s".formatted(key, property, Findings.a(type)),
              type.ordered() ? "a comparison that is not of text" : "equals or notEquals");
        }
      }
    }
  }

  private void all(Called called, List<ListFilter> parts, SourceCheck sources, String path) {
    for (int place = 0; place < parts.size(); place++) {
      filter(called, parts.get(place), sources, "%s[%d]".formatted(path, place));
    }
  }

  private static boolean allows(Operator operator, PropertyType type) {
    return switch (operator) {
      case EQUALS, NOT_EQUALS -> true;
      case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> type.ordered();
      case CONTAINS, STARTS_WITH, ENDS_WITH -> type.isText();
    };
  }

  /** The type of a property that the rows have; null, and noted, if they don't. */
  @Nullable PropertyType returned(Called called, String property, String path) {
    var types = Results.returns(called.definition, called.method);
    if (!types.containsKey(property)) {
      findings.unknown(
          path, "property", property, types.keySet(), "what '%s' returns".formatted(title(called)));
    }
    return types.get(property);
  }

  /** Notes a method that gives one row where many are wanted, or the other way round. */
  void kind(Called called, boolean list, String path) {
    if ((called.method.kind() == MethodKind.LIST) != list) {
      findings.error(
          path,
          "'%s', which gives %s".formatted(title(called), list ? "one row" : "many rows"),
          list ? "a list method" : "a method that gives one row");
    }
  }

  // ---- controls with items

  void items(DataSource.FromSmartObject rows, Area view, SourceCheck sources, String path) {
    var called = find(rows.smartObject(), path + ".smartObject", rows.method(), path + ".method");
    if (called == null) {
      return;
    }
    kind(called, true, path + ".method");
    inputs(called, rows.inputs(), sources, path, List.of());
    rows(called, rows.filter(), rows.order(), sources, path);
    returned(called, rows.valueProperty(), path + ".value");
    for (var name : DisplayText.properties(rows.display())) {
      returned(called, name, path + ".display");
    }
    var cascade = rows.cascade();
    if (cascade != null) {
      returned(called, cascade.childProperty(), path + ".cascade.property");
      if (view.control(cascade.parentControl()) == null) {
        findings.unknown(
            path + ".cascade.parent",
            "control",
            cascade.parentControl(),
            view.controls().stream().map(control -> control.id()).toList(),
            view.label());
      }
    }
    var checked = rows.checked();
    if (checked != null) {
      checked(checked, sources, path + ".checked");
    }
  }

  private void checked(DataSource.CheckedItems checked, SourceCheck sources, String path) {
    var called =
        find(checked.smartObject(), path + ".smartObject", checked.method(), path + ".method");
    if (called != null) {
      kind(called, true, path + ".method");
      inputs(called, checked.inputs(), sources, path, List.of());
      returned(called, checked.valueProperty(), path + ".value");
    }
  }
}
