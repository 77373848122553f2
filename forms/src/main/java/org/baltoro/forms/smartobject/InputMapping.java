package org.baltoro.forms.smartobject;

/**
 * Gives a service method one of its inputs.
 *
 * @param input of the service method: a service property or a parameter
 */
public record InputMapping(String input, Source source) {}
