/**
 * The engine inside a Spring Boot application: on its data source, with its beans as handlers, its
 * definitions from the class path, its users, its health and metrics, and its lifecycle. In: an
 * application context. Out: {@link org.baltoro.spring.BaltoroConnections}. Start reading at {@link
 * org.baltoro.spring.BaltoroAutoConfiguration}.
 */
@NullMarked
package org.baltoro.spring;

import org.jspecify.annotations.NullMarked;
