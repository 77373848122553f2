/**
 * The control-flow patterns of {@code examples/patterns}, each played under every order of what may
 * come next. Start reading at {@link Interleavings}.
 */
@NullMarked
package org.baltoro.engine.patterns;

import org.jspecify.annotations.NullMarked;
