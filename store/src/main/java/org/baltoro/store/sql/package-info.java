/**
 * The statements that are the same on every database: reading, lists, nodes, definitions, accounts.
 * Start reading at {@link org.baltoro.store.sql.SqlStore}.
 */
@NullMarked
package org.baltoro.store.sql;

import org.jspecify.annotations.NullMarked;
