/**
 * What the server answers over HTTP. In: requests. Out: calls of an {@link
 * org.baltoro.api.Connection} that is the caller's, and its answers as JSON. Nothing is decided
 * here: rights, checks and texts of refusals are the connection's.
 *
 * <p>{@link org.baltoro.server.http.HttpConfiguration} names all parts; the {@code ...Resource}
 * classes are the routes; {@link org.baltoro.server.http.Problems} makes each error's answer.
 * {@code openapi.json} in the resources describes every route.
 */
@NullMarked
package org.baltoro.server.http;

import org.jspecify.annotations.NullMarked;
