/**
 * The object model over HTTP. In: calls of {@link org.baltoro.api.Connection}. Out: requests to a
 * server's {@code /api/baltoro/v1} and {@code /api/management/v1}; what it refuses comes back as
 * the same {@link org.baltoro.api.BaltoroException} that the engine throws.
 *
 * <p>Start reading at {@link org.baltoro.client.HttpConnection}; {@link
 * org.baltoro.client.ServerCalls} is for routes that the object model does not have, as those of
 * forms. Kept lean, as the command line starts with it: imports api, the JDK's HTTP client and
 * Jackson's streaming core.
 */
@NullMarked
package org.baltoro.client;

import org.jspecify.annotations.NullMarked;
