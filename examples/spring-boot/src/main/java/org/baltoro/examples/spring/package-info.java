/**
 * An application with Spring Boot that has the engine inside: processes in {@code
 * resources/processes}, a bean's method as handler, connections for whoever is logged in. Start
 * reading at {@link org.baltoro.examples.spring.Orders}.
 */
@NullMarked
package org.baltoro.examples.spring;

import org.jspecify.annotations.NullMarked;
