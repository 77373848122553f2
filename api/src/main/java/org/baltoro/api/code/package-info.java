/**
 * What code inside the server sees: a {@link org.baltoro.api.code.ServerEventHandler} gets a {@link
 * org.baltoro.api.code.ServerEventContext}, called {@code k2} by custom, and nothing else. Handlers
 * are found by name: with {@link java.util.ServiceLoader}, by registration at the engine, or as
 * lambdas in a definition built in Java.
 */
@NullMarked
package org.baltoro.api.code;

import org.jspecify.annotations.NullMarked;
