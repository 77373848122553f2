package org.baltoro.forms.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.forms.rule.BlockTrace;
import org.baltoro.forms.rule.HandlerTrace;
import org.baltoro.forms.rule.StepTrace;
import org.baltoro.forms.session.Incoming;
import org.baltoro.forms.smartobject.FileValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.util.StdConverter;

/** How values look as JSON: constants in camel case, numbers exact, times in ISO 8601. */
final class ProtocolJson {
  private static final int DEPTH_MAX = 30;

  /** The largest whole number that every reader of JSON keeps exactly: 2<sup>53</sup>. */
  private static final long EXACT_MAX = 1L << 53;

  static final JsonMapper MAPPER = mapper();

  private ProtocolJson() {}

  private static JsonMapper mapper() {
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .build();
    var numbers = new SimpleModule("numbers");
    numbers.addSerializer(Long.class, new LongSerializer());
    return JsonMapper.builder(factory)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.USE_LONG_FOR_INTS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .annotationIntrospector(new CamelCase())
        .addMixIn(Incoming.Change.class, ChangeAsJson.class)
        .addMixIn(StepTrace.class, StepAsJson.class)
        .addModule(numbers)
        .build();
  }

  private static final class CamelCase extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Object findEnumNamingStrategy(MapperConfig<?> config, AnnotatedClass constant) {
      return EnumNamingStrategies.LowerCamelCaseStrategy.class;
    }
  }

  /** Beyond 2<sup>53</sup> as text: many readers of JSON would round it. */
  private static final class LongSerializer extends StdSerializer<Long> {
    LongSerializer() {
      super(Long.class);
    }

    @Override
    public void serialize(Long number, JsonGenerator json, SerializationContext context) {
      if (number >= -EXACT_MAX && number <= EXACT_MAX) {
        json.writeNumber(number);
      } else {
        json.writeString(number.toString());
      }
    }
  }

  /** The value of a change may be a file. */
  private interface ChangeAsJson {
    @JsonDeserialize(converter = FileInValue.class)
    @Nullable Object value();
  }

  /** Whether a step was a block or a handler is seen by its members. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(BlockTrace.class), @JsonSubTypes.Type(HandlerTrace.class)})
  private interface StepAsJson {}

  /** Makes a file of an object that describes one. */
  static final class FileInValue extends StdConverter<@Nullable Object, @Nullable Object> {
    @Override
    public @Nullable Object convert(@Nullable Object value) {
      if (!(value instanceof Map<?, ?> members)) {
        return value;
      }
      var known = new LinkedHashMap<>(members);
      var name = known.remove("name");
      var contentType = known.remove("contentType");
      var content = known.remove("content");
      if (known.isEmpty()
          && name instanceof String named
          && contentType instanceof String typed
          && content instanceof String encoded) {
        return new FileValue(named, typed, Base64.getDecoder().decode(encoded));
      }
      throw new IllegalArgumentException(
          "an object as a value is a file: {\"name\", \"contentType\", \"content\": <Base64>}");
    }
  }
}
