/**
 * What goes out over HTTP, and what comes back by a signed address. In: a call of a definition and
 * the data of an attempt. Out: a request, and what the response gives to data fields. Start reading
 * at {@link org.baltoro.engine.call.HttpCalls}; {@link org.baltoro.engine.call.Callbacks} signs the
 * addresses by which others finish an item.
 */
@NullMarked
package org.baltoro.engine.call;

import org.jspecify.annotations.NullMarked;
