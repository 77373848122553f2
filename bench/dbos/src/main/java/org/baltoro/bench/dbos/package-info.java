/** DBOS Transact for Java as it is measured. */
@NullMarked
package org.baltoro.bench.dbos;

import org.jspecify.annotations.NullMarked;
