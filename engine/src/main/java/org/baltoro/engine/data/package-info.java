/**
 * Data fields between callers, code and the kernel: Java objects become typed values and back.
 * Start reading at {@link org.baltoro.engine.data.Values}.
 */
@NullMarked
package org.baltoro.engine.data;

import org.jspecify.annotations.NullMarked;
