package org.baltoro.forms.smartobject;

/** Puts what a service method returns into a property of the SmartObject. */
public record ReturnMapping(String serviceProperty, String property) {}
