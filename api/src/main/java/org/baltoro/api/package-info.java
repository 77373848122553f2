/**
 * The object model that callers hold, in K2's words. Start reading at {@link
 * org.baltoro.api.Connection}: it starts and opens process instances, opens server items by their
 * serial number, lists what waits, deploys definitions and manages instances.
 *
 * <p>Two implementations give the same behaviour, proved by one contract suite: in-process, from
 * {@code org.baltoro.engine.Engine}, and over HTTP, from {@code org.baltoro.client}. What the
 * server refuses arrives as a {@link org.baltoro.api.BaltoroException} with a stable {@link
 * org.baltoro.api.Problem}. Objects here belong to one thread at a time unless they say otherwise;
 * a {@code Connection} may be shared.
 *
 * <p>Code that runs inside the server is written against {@link org.baltoro.api.code}. Imports
 * nothing.
 */
@NullMarked
package org.baltoro.api;

import org.jspecify.annotations.NullMarked;
