package org.baltoro.forms.document;

/**
 * A value's way. For an action's inputs the target is the called method's, for its outputs the
 * source is its result.
 *
 * @param id unique in the document
 */
public record Mapping(String id, Source source, Target target) {}
