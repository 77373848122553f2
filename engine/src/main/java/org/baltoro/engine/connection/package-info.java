/**
 * The object model in this process: checks rights, turns calls into commands and states into what
 * callers see. Start reading at {@link org.baltoro.engine.connection.InProcessConnection}.
 */
@NullMarked
package org.baltoro.engine.connection;

import org.jspecify.annotations.NullMarked;
