package org.baltoro.forms.document;

import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/**
 * A value that a view or form is opened with. Rules may write it, so it serves as a variable too.
 *
 * @param id an identifier: letters, digits and underscores, not beginning with a digit
 * @param type YES_NO, DATE_TIME, NUMBER or TEXT in K2; here any
 * @param defaultValue a plain value of the type; null: empty, and false for YES_NO
 * @param secret its values are masked in traces
 */
public record Parameter(
    String id, String name, PropertyType type, @Nullable Object defaultValue, boolean secret) {}
