package org.baltoro.forms.deploy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/**
 * Writes where values come from and go to, as {@link SourceReader} and {@link TargetReader} read.
 */
final class SourceWriter {
  private SourceWriter() {}

  static Object write(Source source) {
    return switch (source) {
      case Source.Literal(var value) -> value == null ? one("empty", true) : literal(value);
      case Source.Text(var parts) -> text(parts);
      case Source.ControlValue(var scope, var control) ->
          one("control", References.write(scope, control));
      case Source.ControlProperty(var scope, var control, var property) ->
          new Tree()
              .put("control", References.write(scope, control))
              .put("property", Words.key(property))
              .entries();
      case Source.FieldValue(var scope, var field) -> one("field", References.write(scope, field));
      case Source.ParameterValue(var scope, var parameter) ->
          one("parameter", References.write(scope, parameter));
      case Source.ResultValue(var action, var property) -> one("result", action + "." + property);
      case Source.ResultRows(var action) -> one("resultRows", action);
      case Source.ViewRows(var scope, var state) ->
          new Tree()
              .put("rows", References.write(scope))
              .putUnless("state", Words.of(state), Words.of(ItemState.ALL))
              .entries();
      case Source.SystemValue(var variable) -> one("system", Words.key(variable));
      case Source.CurrentItemState ignored -> one("itemState", true);
      case Source.CurrentItem(var property) ->
          one("item", property == null ? (Object) true : property);
      case Source.Expression(var feel) ->
          feel.contains("\n") ? one("expression", feel) : "= " + feel;
    };
  }

  private static Object one(String key, Object value) {
    return new Tree().put(key, value).entries();
  }

  private static Object literal(Object value) {
    return switch (value) {
      case String text ->
          text.startsWith("=") || text.contains("${") ? one("value", text) : (Object) text;
      case Boolean truth -> truth;
      case Long number -> number;
      case Integer number -> number.longValue();
      case BigDecimal number when number.scale() > 0 -> number;
      case BigDecimal number -> typed(number.toPlainString(), PropertyType.DECIMAL);
      case LocalDate date -> typed(date.toString(), PropertyType.DATE);
      case LocalTime time -> typed(time.toString(), PropertyType.TIME);
      case Instant moment -> typed(moment.toString(), PropertyType.DATE_TIME);
      case UUID guid -> typed(guid.toString(), PropertyType.GUID);
      case List<?> list -> list.stream().map(SourceWriter::plain).toList();
      case FileValue file ->
          throw new IllegalArgumentException(
              "A document can't hold the file '%s': keep it in a SmartObject."
                  .formatted(file.name()));
      default ->
          throw new IllegalArgumentException(
              "A document can't hold a value of %s.".formatted(value.getClass().getName()));
    };
  }

  private static Object typed(String text, PropertyType type) {
    return new Tree().put("value", text).put("type", Words.of(type)).entries();
  }

  /** A value whose type is known where it is read. */
  static Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> throw new IllegalArgumentException("Null is no value of a document.");
      case String text -> text;
      case Boolean truth -> truth;
      case Number number -> number;
      case List<?> list -> list.stream().map(SourceWriter::plain).toList();
      default -> value.toString();
    };
  }

  /** Text with FEEL in it where that says all; else its parts. */
  private static Object text(List<Source> parts) {
    var template = new StringBuilder();
    for (var part : parts) {
      if (part instanceof Source.Literal(String literal)) {
        template.append(literal.replace("${", "$${"));
      } else if (part instanceof Source.Expression(var feel) && !feel.contains("}")) {
        template.append("${").append(feel).append('}');
      } else {
        return one("text", parts.stream().map(SourceWriter::write).toList());
      }
    }
    boolean alone = parts.stream().noneMatch(Source.Expression.class::isInstance);
    boolean doubled = hasNeighbours(parts) || template.toString().startsWith("=");
    return alone || doubled
        ? one("text", parts.stream().map(SourceWriter::write).toList())
        : template.toString();
  }

  /** Two texts side by side would be read as one. */
  private static boolean hasNeighbours(List<Source> parts) {
    for (int place = 1; place < parts.size(); place++) {
      if (parts.get(place) instanceof Source.Literal
          && parts.get(place - 1) instanceof Source.Literal) {
        return true;
      }
    }
    return parts.contains(new Source.Literal(""));
  }

  static Tree write(Target target) {
    return switch (target) {
      case Target.ControlValue(var scope, var control) ->
          new Tree().put("control", References.write(scope, control));
      case Target.ControlProperty(var scope, var control, var property) ->
          new Tree()
              .put("control", References.write(scope, control))
              .put("property", Words.key(property));
      case Target.FieldValue(var scope, var field) ->
          new Tree().put("field", References.write(scope, field));
      case Target.ParameterValue(var scope, var parameter) ->
          new Tree().put("parameter", References.write(scope, parameter));
      case Target.ViewRows(var scope) -> new Tree().put("rows", References.write(scope));
      case Target.ControlItems(var scope, var control) ->
          new Tree().put("items", References.write(scope, control));
      case Target.InputProperty(var property) -> new Tree().put("input", property);
      case Target.MethodParameter(var parameter) -> new Tree().put("methodParameter", parameter);
      case Target.DocumentParameter(var parameter) ->
          new Tree().put("documentParameter", parameter);
      case Target.DataField(var field) -> new Tree().put("dataField", field);
    };
  }
}
