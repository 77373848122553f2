package org.baltoro.forms.document;

/**
 * One property that an action sets.
 *
 * @param id unique in the document
 */
public record PropertySetting(String id, Element element, ElementProperty property, Source value) {}
