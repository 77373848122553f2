/**
 * The seam between databases: connections, and the one statement or transaction that commits a
 * batch. Everything else is the same SQL on both. Start reading at {@link
 * org.baltoro.store.dialect.Dialect}.
 */
@NullMarked
package org.baltoro.store.dialect;

import org.jspecify.annotations.NullMarked;
