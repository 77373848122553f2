/**
 * Java as a service: lambdas that are registered, and objects with annotations. Start reading at
 * {@link org.baltoro.forms.broker.java.JavaBroker}.
 */
@NullMarked
package org.baltoro.forms.broker.java;

import org.jspecify.annotations.NullMarked;
