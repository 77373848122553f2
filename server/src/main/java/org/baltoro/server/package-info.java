/**
 * The server: an engine with HTTP in front of it. Start reading at {@link
 * org.baltoro.server.ServerMain}, which opens the engine by {@link org.baltoro.server.ServeOptions}
 * and starts what {@code org.baltoro.server.http} says. The only module that knows Spring.
 */
@NullMarked
package org.baltoro.server;

import org.jspecify.annotations.NullMarked;
