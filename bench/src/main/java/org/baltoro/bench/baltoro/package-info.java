/**
 * Baltoro as it is measured: embedded, over HTTP, and its store without an engine. Start reading at
 * {@link org.baltoro.bench.baltoro.Baltoro}.
 */
@NullMarked
package org.baltoro.bench.baltoro;

import org.jspecify.annotations.NullMarked;
