/**
 * Measures the engine beside the store's own limit, in one run on one machine. Start reading at
 * {@link org.baltoro.bench.Bench}.
 */
@NullMarked
package org.baltoro.bench;

import org.jspecify.annotations.NullMarked;
