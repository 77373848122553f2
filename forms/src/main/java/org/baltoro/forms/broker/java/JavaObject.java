package org.baltoro.forms.broker.java;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.broker.PushDown;
import org.baltoro.forms.broker.ServiceMethod;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceProperty;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/**
 * A service object whose methods are Java.
 *
 * <pre>{@code
 * JavaObject.named("Rates")
 *     .key("Currency", PropertyType.TEXT)
 *     .property("Rate", PropertyType.DECIMAL)
 *     .method("Read", MethodKind.READ).requires("Currency").gives("Currency", "Rate")
 *     .runs(call -> Row.of("Currency", call.get("Currency"), "Rate", rate(call)))
 *     .build()
 * }</pre>
 */
public final class JavaObject {
  private final ServiceObject description;
  private final Map<String, JavaCode> codes;

  JavaObject(ServiceObject description, Map<String, JavaCode> codes) {
    this.description = description;
    this.codes = new LinkedHashMap<>(codes);
  }

  public ServiceObject description() {
    return description;
  }

  @Nullable JavaCode code(String method) {
    return codes.get(method);
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Collects properties and methods. */
  public static final class Builder {
    private final String name;
    private final List<ServiceProperty> properties = new ArrayList<>();
    private final List<ServiceMethod> methods = new ArrayList<>();
    private final Map<String, JavaCode> codes = new LinkedHashMap<>();

    private Builder(String name) {
      this.name = name;
    }

    public Builder key(String property, PropertyType type) {
      properties.add(new ServiceProperty(property, type, true, false, null));
      return this;
    }

    public Builder property(String property, PropertyType type) {
      properties.add(ServiceProperty.of(property, type));
      return this;
    }

    public MethodBuilder method(String method, MethodKind kind) {
      return new MethodBuilder(this, method, kind);
    }

    public JavaObject build() {
      return new JavaObject(new ServiceObject(name, "", properties, methods), codes);
    }
  }

  /** Gives one row, or none. */
  @FunctionalInterface
  public interface OneRow {
    @Nullable Row execute(JavaCall call) throws Exception;
  }

  /** Gives any number of rows. */
  @FunctionalInterface
  public interface Rows {
    List<Row> execute(JavaCall call) throws Exception;
  }

  /** Gives what it was told to: with filter, sort or page. */
  @FunctionalInterface
  public interface Part {
    ServiceResult execute(JavaCall call) throws Exception;
  }

  /** Collects what a method takes and gives; ends with its code. */
  public static final class MethodBuilder {
    private final Builder object;
    private final String name;
    private final MethodKind kind;
    private final List<String> inputs = new ArrayList<>();
    private final List<String> requiredInputs = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private List<String> returns = List.of();

    private MethodBuilder(Builder object, String name, MethodKind kind) {
      this.object = object;
      this.name = name;
      this.kind = kind;
    }

    /** Properties that it takes. */
    public MethodBuilder takes(String... properties) {
      inputs.addAll(List.of(properties));
      return this;
    }

    /** Properties that it needs. */
    public MethodBuilder requires(String... properties) {
      inputs.addAll(List.of(properties));
      requiredInputs.addAll(List.of(properties));
      return this;
    }

    public MethodBuilder parameter(Parameter parameter) {
      parameters.add(parameter);
      return this;
    }

    /** Properties that it returns. */
    public MethodBuilder gives(String... properties) {
      returns = List.of(properties);
      return this;
    }

    public Builder runs(OneRow code) {
      return add(
          PushDown.NONE,
          call -> {
            var row = code.execute(call);
            return row == null ? ServiceResult.NOTHING : ServiceResult.of(row);
          });
    }

    /** A list that is filtered, sorted and paged by the layer. */
    public Builder lists(Rows code) {
      return add(PushDown.NONE, call -> new ServiceResult(code.execute(call), false));
    }

    /** A list that does some of it itself. */
    public Builder lists(PushDown pushDown, Part code) {
      return add(pushDown, code::execute);
    }

    private Builder add(PushDown pushDown, JavaCode code) {
      object.methods.add(
          new ServiceMethod(name, kind, inputs, requiredInputs, parameters, returns, pushDown));
      object.codes.put(name, code);
      return object;
    }
  }
}
