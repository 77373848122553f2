package org.baltoro.server.http;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.baltoro.api.DataFields;
import org.baltoro.api.InstanceError;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstance.ActiveActivity;
import org.baltoro.api.ProcessInstance.ParentInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.ServerItem;
import org.baltoro.api.WorklistStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * How the object model looks as JSON: names as in its records, times in ISO-8601, statuses by
 * label, other constants in camel case, numbers exact.
 */
final class JsonShapes {
  /** The largest whole number that every reader of JSON keeps exactly: 2<sup>53</sup>. */
  private static final long EXACT_MAX = 1L << 53;

  private JsonShapes() {}

  static JsonMapper mapper() {
    var constants = new SimpleModule("constants");
    constants.addSerializer(new ConstantSerializer());
    return JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .addModule(constants)
        .build();
  }

  /** A constant's text: {@code viewParticipate}; a status's is its label, a problem's its code. */
  static String text(Enum<?> constant) {
    if (constant instanceof ProcessInstanceStatus status) {
      return status.label();
    }
    if (constant instanceof WorklistStatus status) {
      return status.label();
    }
    if (constant instanceof Problem problem) {
      return problem.code();
    }
    var words = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
    return words[0]
        + Arrays.stream(words)
            .skip(1)
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }

  private static final class ConstantSerializer extends StdSerializer<Enum<?>> {
    ConstantSerializer() {
      super(Enum.class);
    }

    @Override
    public void serialize(Enum<?> constant, JsonGenerator json, SerializationContext context) {
      json.writeString(text(constant));
    }
  }

  /**
   * The values as JSON has them. A long beyond 2<sup>53</sup> becomes text, as many readers of JSON
   * would round it.
   */
  static Map<String, @Nullable Object> values(DataFields fields) {
    return values(fields.types(), fields.all());
  }

  /** Values by name, with the types of their fields. */
  static Map<String, @Nullable Object> values(
      Map<String, String> types, Map<String, @Nullable Object> all) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    all.forEach(
        (name, value) -> values.put(name, "long".equals(types.get(name)) ? exact(value) : value));
    return values;
  }

  /** A long beyond 2<sup>53</sup> as text. */
  static @Nullable Object exact(@Nullable Object value) {
    return value instanceof Long number && !(number >= -EXACT_MAX && number <= EXACT_MAX)
        ? number.toString()
        : value;
  }

  /** Sets the fields to values that came as JSON. */
  static void set(DataFields fields, @Nullable Map<String, @Nullable Object> values) {
    if (values != null) {
      values.forEach(fields::set);
    }
  }

  /** An instance. */
  record InstanceJson(
      long id,
      String process,
      int version,
      ProcessInstanceStatus status,
      boolean hasError,
      boolean stopRequested,
      String folio,
      int priority,
      String originator,
      Instant startDate,
      @Nullable Instant finishDate,
      @Nullable ParentInstance parent,
      Map<String, @Nullable Object> dataFields,
      Map<String, String> dataFieldTypes,
      Set<String> hiddenFields,
      List<ActiveActivity> activities,
      List<InstanceError> errors) {

    static InstanceJson of(ProcessInstance instance) {
      return new InstanceJson(
          instance.id(),
          instance.process(),
          instance.version(),
          instance.status(),
          instance.hasError(),
          instance.stopRequested(),
          instance.folio(),
          instance.priority(),
          instance.originator(),
          instance.startDate(),
          instance.finishDate(),
          instance.parent(),
          values(instance.dataFields()),
          instance.dataFields().types(),
          instance.dataFields().hidden(),
          instance.activities(),
          instance.errors());
    }
  }

  /** A waiting server event that was opened. */
  record ServerItemJson(
      String serialNumber, String activity, String event, InstanceJson processInstance) {

    static ServerItemJson of(ServerItem item) {
      return new ServerItemJson(
          item.serialNumber(),
          item.activity(),
          item.event(),
          InstanceJson.of(item.processInstance()));
    }
  }

  /** A list that comes whole. */
  record Items<T>(List<T> items) {}
}
