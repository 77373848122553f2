/** Operaton, the Camunda 7 line, as it is measured. */
@NullMarked
package org.baltoro.bench.operaton;

import org.jspecify.annotations.NullMarked;
