/**
 * Measures Baltoro beside its peers and beside its store's own limit, in one run on one machine and
 * one database server. Start reading at {@link org.baltoro.bench.Bench}.
 */
@NullMarked
package org.baltoro.bench;

import org.jspecify.annotations.NullMarked;
