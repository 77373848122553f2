package org.baltoro.forms.smartobject;

/** A service method of a composite method that failed, while the others went on. */
public record BindingFailure(String binding, SmartObjectException failure) {}
