/** Flowable as it is measured. */
@NullMarked
package org.baltoro.bench.flowable;

import org.jspecify.annotations.NullMarked;
