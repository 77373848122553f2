package org.baltoro.forms.deploy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.SystemVariable;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.ValueRefused;
import org.baltoro.language.feel.Template;
import org.baltoro.language.yaml.PlainValue;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/**
 * Reads where a value comes from: a value as it stands, FEEL behind {@code =}, text with FEEL in
 * {@code ${...}}, or a mapping that says of what it is: <code>{ field: Header.Total }</code>.
 */
final class SourceReader {
  private static final List<String> KINDS =
      List.of(
          "value",
          "expression",
          "text",
          "control",
          "field",
          "parameter",
          "result",
          "resultRows",
          "rows",
          "system",
          "item",
          "itemState",
          "empty");
  private static final List<String> KEYS = Parts.with(KINDS, "type", "property", "state");
  private static final String EXPECTED =
      "a value, '= FEEL', or one of { " + String.join(": ..., ", KINDS) + ": ... }";

  private final Parts parts;

  SourceReader(Parts parts) {
    this.parts = parts;
  }

  /** Of an optional key; {@link Source#EMPTY} where it is absent. */
  Source read(Section section, String key) {
    var part = section.part(key);
    return part == null ? Source.EMPTY : read(part);
  }

  Source read(Part part) {
    if (part.isMapping()) {
      return mapping(part);
    }
    if (part.isNothing()) {
      parts.reading.unreadable(part.path(), "nothing", EXPECTED + "; { empty: true } for no value");
      return Source.EMPTY;
    }
    var text = part.isText() ? part.single() : null;
    if (text == null) {
      return new Source.Literal(plain(PlainValue.read(parts.reading, part, false)));
    }
    if (text.startsWith("=")) {
      return new Source.Expression(text.substring(1).strip());
    }
    return text.contains("${") ? template(part.path(), text) : new Source.Literal(text);
  }

  private Source template(String path, String text) {
    try {
      var pieces = new ArrayList<Source>();
      for (var piece : Template.of(text).parts()) {
        pieces.add(
            switch (piece) {
              case Template.Part.Text(var literal) -> new Source.Literal(literal);
              case Template.Part.Hole(var expression, var offset) ->
                  new Source.Expression(expression.strip());
            });
      }
      boolean literal = pieces.size() == 1 && pieces.getFirst() instanceof Source.Literal;
      return literal ? pieces.getFirst() : new Source.Text(pieces);
    } catch (Template.Unended unended) {
      parts.reading.unreadable(path, String.valueOf(unended.getMessage()), "'}' behind the FEEL");
      return Source.EMPTY;
    }
  }

  private Source mapping(Part part) {
    var section = parts.section(part, "where a value comes from", KEYS);
    var kinds = part.keys().stream().filter(KINDS::contains).toList();
    if (kinds.size() == 2 && kinds.contains("control") && part.keys().contains("property")) {
      kinds = List.of("control");
    }
    if (kinds.size() != 1) {
      if (!section.hasUnknown()) {
        parts.reading.unreadable(part.path(), "a mapping with " + part.keys(), EXPECTED);
      }
      return Source.EMPTY;
    }
    var kind = kinds.getFirst();
    section.allowOnly(keys(kind), "{ %s: ... }".formatted(kind));
    return source(section, kind);
  }

  private static List<String> keys(String kind) {
    return switch (kind) {
      case "value" -> List.of("value", "type");
      case "control" -> List.of("control", "property");
      case "rows" -> List.of("rows", "state");
      default -> List.of(kind);
    };
  }

  private Source source(Section section, String kind) {
    var part = java.util.Objects.requireNonNull(section.part(kind));
    return switch (kind) {
      case "value" -> new Source.Literal(value(section, part));
      case "expression" -> new Source.Expression(section.requiredText(kind, "FEEL"));
      case "text" -> new Source.Text(Section.listed(part).stream().map(this::read).toList());
      case "control" -> control(section, part);
      case "field" -> {
        var reference = parts.reference(part);
        yield new Source.FieldValue(reference.scope(), reference.id());
      }
      case "parameter" -> {
        var reference = parts.reference(part);
        yield new Source.ParameterValue(reference.scope(), reference.id());
      }
      case "result" -> result(part);
      case "resultRows" -> new Source.ResultRows(section.requiredText(kind, "an action's id"));
      case "rows" ->
          new Source.ViewRows(
              parts.scope(part),
              section.choice("state", Words.all(ItemState.class), ItemState.ALL));
      case "system" ->
          new Source.SystemValue(
              section.choice(kind, Words.keys(SystemVariable.class), SystemVariable.USER));
      case "item" -> item(part);
      case "itemState" -> flag(section, kind, new Source.CurrentItemState());
      default -> flag(section, kind, Source.EMPTY);
    };
  }

  private Source flag(Section section, String kind, Source source) {
    if (!section.truth(kind, true)) {
      parts.reading.unreadable(section.path(kind), "false", "true, or no such key");
    }
    return source;
  }

  private Source control(Section section, Part part) {
    var reference = parts.reference(part);
    if (!section.has("property")) {
      return new Source.ControlValue(reference.scope(), reference.id());
    }
    return new Source.ControlProperty(reference.scope(), reference.id(), property(section));
  }

  static ElementProperty property(Section section) {
    return section.choice("property", Words.keys(ElementProperty.class), ElementProperty.VISIBLE);
  }

  /** The action's id up to the first dot, which no id has; then the property. */
  private Source result(Part part) {
    var text = part.single();
    int dot = text == null ? -1 : text.indexOf('.');
    if (text == null || dot < 1 || dot == text.length() - 1) {
      parts.reading.unreadable(part.path(), part.shown(), "an action's id, a dot, and a property");
      return Source.EMPTY;
    }
    return new Source.ResultValue(text.substring(0, dot), text.substring(dot + 1));
  }

  private static Source item(Part part) {
    boolean whole = !part.isText() && "true".equals(part.single());
    return new Source.CurrentItem(whole ? null : part.single());
  }

  private @Nullable Object value(Section section, Part part) {
    var given = plain(PlainValue.read(parts.reading, part, false));
    if (!section.has("type")) {
      return given;
    }
    return typed(part, section.choice("type", Words.all(PropertyType.class), PropertyType.TEXT));
  }

  /** A value of a type; null, and noted, if it is none. */
  @Nullable Object typed(Part part, PropertyType type) {
    var single = part.single();
    var given =
        single != null && type != PropertyType.YES_NO
            ? single
            : plain(PlainValue.read(parts.reading, part, false));
    try {
      return given == null ? null : type.convert(given);
    } catch (ValueRefused refused) {
      parts.reading.unreadable(part.path(), part.shown(), mend(refused, type));
      return null;
    }
  }

  private static String mend(ValueRefused refused, PropertyType type) {
    var message = Reading.shortened(String.valueOf(refused.getMessage()));
    int mend = message.indexOf("; give ");
    return mend < 0 ? "a " + type.label() : message.substring(mend + 7).replaceAll("\\.$", "");
  }

  /** Whole numbers as {@code Long}, as everywhere in forms. */
  static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Integer number -> number.longValue();
      case java.math.BigInteger number -> new BigDecimal(number);
      case List<?> list -> {
        var items = new ArrayList<Object>();
        for (var item : list) {
          var plain = plain(item);
          if (plain != null) {
            items.add(plain);
          }
        }
        yield List.copyOf(items);
      }
      default -> value;
    };
  }
}
