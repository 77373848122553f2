package org.baltoro.forms.broker.workflow;

import java.math.BigDecimal;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data field of a process as a property.
 *
 * @param name the field's
 * @param property the property's: the same, unless every instance has a property of that name
 * @param type as the API names it: {@code integer}
 */
record DataField(String name, String property, String type) {
  private static final JsonMapper JSON = new JsonMapper();

  PropertyType propertyType() {
    return switch (type) {
      case "boolean" -> PropertyType.YES_NO;
      case "integer", "long" -> PropertyType.NUMBER;
      case "decimal", "double" -> PropertyType.DECIMAL;
      case "date" -> PropertyType.DATE;
      case "datetime" -> PropertyType.DATE_TIME;
      case "binary" -> PropertyType.FILE;
      // A text may be long; a JSON field is its text.
      default -> PropertyType.MEMO;
    };
  }

  /** The field's value for a property's. */
  @Nullable Object toField(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case FileValue file -> file.content();
      case BigDecimal decimal -> type.equals("double") ? (Object) decimal.doubleValue() : decimal;
      case String text -> type.equals("json") ? parsed(text) : text;
      default -> value;
    };
  }

  private @Nullable Object parsed(String text) {
    if (text.isBlank()) {
      return null;
    }
    try {
      return JSON.readValue(text, Object.class);
    } catch (JacksonException malformed) {
      throw Inputs.refused(property, FieldError.Code.WRONG_TYPE, "is no JSON.");
    }
  }

  /** The property's value for a field's. */
  @Nullable Object toProperty(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case byte[] content -> new FileValue(name, "application/octet-stream", content);
      default -> type.equals("json") ? JSON.writeValueAsString(value) : value;
    };
  }
}
