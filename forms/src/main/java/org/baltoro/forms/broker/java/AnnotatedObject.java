package org.baltoro.forms.broker.java;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.baltoro.forms.broker.PushDown;
import org.baltoro.forms.broker.ServiceMethod;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceProperty;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** Reads an object of a class with a {@link JavaService}. */
final class AnnotatedObject {
  private final Object object;
  private final Class<?> type;
  private final Map<String, ServiceProperty> properties = new LinkedHashMap<>();

  private AnnotatedObject(Object object) {
    this.object = object;
    this.type = object.getClass();
  }

  static JavaObject read(Object object) {
    return new AnnotatedObject(object).read();
  }

  private JavaObject read() {
    var service = type.getAnnotation(JavaService.class);
    if (service == null) {
      throw refused("it has no @JavaService");
    }
    var methods =
        Arrays.stream(type.getMethods())
            .filter(method -> method.isAnnotationPresent(JavaMethod.class))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    for (var method : methods) {
      var row = rowType(method);
      if (row != null) {
        readProperties(row);
      }
    }
    var described = new ArrayList<ServiceMethod>();
    var codes = new LinkedHashMap<String, JavaCode>();
    for (var method : methods) {
      described.add(describe(method));
      if (codes.put(method.getName(), code(method)) != null) {
        throw refused("two methods are called '%s'".formatted(method.getName()));
      }
    }
    return new JavaObject(
        new ServiceObject(service.value(), "", List.copyOf(properties.values()), described), codes);
  }

  private void readProperties(Class<?> row) {
    for (var component : row.getRecordComponents()) {
      var property =
          new ServiceProperty(
              component.getName(),
              propertyType(component.getGenericType()),
              component.isAnnotationPresent(Key.class),
              false,
              null);
      var before = properties.putIfAbsent(component.getName(), property);
      if (before != null && before.type() != property.type()) {
        throw refused("'%s' has two types".formatted(component.getName()));
      }
    }
  }

  /** The record that a method returns, by itself or in an Optional or List; null: it is void. */
  private @Nullable Class<?> rowType(Method method) {
    var returned = method.getGenericReturnType();
    boolean list = method.getReturnType() == List.class;
    if (list != (method.getAnnotation(JavaMethod.class).value() == MethodKind.LIST)) {
      throw refused(
          "'%s' must return a List if it is a LIST, and only then".formatted(method.getName()));
    }
    if (returned == void.class) {
      return null;
    }
    var row =
        returned instanceof ParameterizedType of
                && (list || method.getReturnType() == Optional.class)
            ? of.getActualTypeArguments()[0]
            : returned;
    if (row instanceof Class<?> found && found.isRecord()) {
      return found;
    }
    throw refused("'%s' returns no record".formatted(method.getName()));
  }

  private ServiceMethod describe(Method method) {
    var inputs = new ArrayList<String>();
    var required = new ArrayList<String>();
    var parameters = new ArrayList<org.baltoro.forms.smartobject.Parameter>();
    for (var argument : method.getParameters()) {
      if (argument.getType() == Caller.class) {
        continue;
      }
      if (!argument.isNamePresent()) {
        throw refused("its arguments' names are not in the class: compile with -parameters");
      }
      var name = argument.getName();
      boolean needed =
          argument.isAnnotationPresent(Required.class) || argument.getType().isPrimitive();
      var found = propertyType(argument.getParameterizedType());
      if (properties.containsKey(name)) {
        inputs.add(name);
        if (needed) {
          required.add(name);
        }
      } else {
        parameters.add(new org.baltoro.forms.smartobject.Parameter(name, found, needed, null));
      }
    }
    var row = rowType(method);
    var returns =
        row == null
            ? List.<String>of()
            : Arrays.stream(row.getRecordComponents()).map(RecordComponent::getName).toList();
    return new ServiceMethod(
        method.getName(),
        method.getAnnotation(JavaMethod.class).value(),
        inputs,
        required,
        parameters,
        returns,
        PushDown.NONE);
  }

  private PropertyType propertyType(Type given) {
    for (var candidate : PropertyType.values()) {
      if (!candidate.automatic() && candidate.javaType() == boxed(given)) {
        return candidate;
      }
    }
    throw refused("%s is the type of no property".formatted(given.getTypeName()));
  }

  private static Type boxed(Type given) {
    if (given instanceof ParameterizedType of) {
      return of.getRawType();
    }
    return given == long.class ? Long.class : given == boolean.class ? Boolean.class : given;
  }

  private JavaCode code(Method method) {
    return call -> {
      var arguments =
          Arrays.stream(method.getParameters()).map(argument -> value(argument, call)).toArray();
      try {
        return result(method.invoke(object, arguments));
      } catch (InvocationTargetException thrown) {
        throw thrown.getCause() instanceof Exception cause ? cause : thrown;
      }
    };
  }

  private static @Nullable Object value(Parameter argument, JavaCall call) {
    return argument.getType() == Caller.class ? call.caller() : call.get(argument.getName());
  }

  private static ServiceResult result(@Nullable Object returned) throws Exception {
    if (returned instanceof List<?> list) {
      var rows = new ArrayList<Row>();
      for (var element : list) {
        rows.add(row(element));
      }
      return new ServiceResult(rows, false);
    }
    var one = returned instanceof Optional<?> found ? found.orElse(null) : returned;
    return one == null ? ServiceResult.NOTHING : ServiceResult.of(row(one));
  }

  private static Row row(Object found) throws Exception {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var component : found.getClass().getRecordComponents()) {
      values.put(component.getName(), component.getAccessor().invoke(found));
    }
    return new Row(values);
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "%s can't be a service object: %s.".formatted(type.getName(), why));
  }
}
