package org.baltoro.forms.smartobject;

import org.jspecify.annotations.Nullable;

/**
 * A property of a SmartObject.
 *
 * @param name unique in the SmartObject; case counts
 * @param displayName for people; "" for the name
 * @param key part of what identifies a row
 * @param required Create and Update refuse an empty one
 * @param unique no two rows have the same value: SmartBox holds to it, other sources do as they do
 * @param defaultValue what Create takes when none is given: a value of the type, or a {@link
 *     SystemValue}; null for none
 * @param lengthMax of Text and Memo, in characters; null: the type's own
 * @param was the name it had in earlier versions, so that SmartBox renames the column; null: none
 * @param inSmartBox kept in the SmartBox table, if the SmartObject has one
 */
public record Property(
    String name,
    String displayName,
    String description,
    PropertyType type,
    boolean key,
    boolean required,
    boolean unique,
    @Nullable Object defaultValue,
    @Nullable Integer lengthMax,
    @Nullable String was,
    boolean inSmartBox) {

  public static Property of(String name, PropertyType type) {
    return new Property(name, "", "", type, false, false, false, null, null, null, true);
  }

  public static Property key(String name, PropertyType type) {
    return new Property(name, "", "", type, true, false, false, null, null, null, true);
  }

  /** This property, required. */
  public Property asRequired() {
    return new Property(
        name,
        displayName,
        description,
        type,
        key,
        true,
        unique,
        defaultValue,
        lengthMax,
        was,
        inSmartBox);
  }

  /** This property, unique. */
  public Property asUnique() {
    return new Property(
        name,
        displayName,
        description,
        type,
        key,
        required,
        true,
        defaultValue,
        lengthMax,
        was,
        inSmartBox);
  }

  /** This property with a default. */
  public Property withDefault(Object value) {
    return new Property(
        name,
        displayName,
        description,
        type,
        key,
        required,
        unique,
        value,
        lengthMax,
        was,
        inSmartBox);
  }

  /** This property with a bound. */
  public Property withLengthMax(int characters) {
    return new Property(
        name,
        displayName,
        description,
        type,
        key,
        required,
        unique,
        defaultValue,
        characters,
        was,
        inSmartBox);
  }

  /** This property with the name that it had. */
  public Property renamedFrom(String earlier) {
    return new Property(
        name,
        displayName,
        description,
        type,
        key,
        required,
        unique,
        defaultValue,
        lengthMax,
        earlier,
        inSmartBox);
  }

  /** This property, kept somewhere else than in the SmartBox table. */
  public Property elsewhere() {
    return new Property(
        name,
        displayName,
        description,
        type,
        key,
        required,
        unique,
        defaultValue,
        lengthMax,
        was,
        false);
  }
}
