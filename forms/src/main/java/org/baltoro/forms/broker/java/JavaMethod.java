package org.baltoro.forms.broker.java;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.baltoro.forms.smartobject.MethodKind;

/**
 * Makes a public method a method of the service object, by its name. An argument that has a
 * property's name is an input; one of type {@code Caller} is the caller; any other is a parameter.
 * It returns a record, an {@code Optional} or (for LIST) a {@code List} of it, or nothing.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface JavaMethod {
  MethodKind value();
}
