package org.baltoro.forms.document;

import org.baltoro.forms.smartobject.PropertyType;

/**
 * A view's own copy of a property of its SmartObject. In a list view each row has one.
 *
 * @param id an identifier
 * @param property of the view's SmartObject
 * @param secret its values are masked in traces
 */
public record Field(String id, String name, String property, PropertyType type, boolean secret) {}
