/**
 * Wakes items whose time has come. The rows in the store are the truth; the near ones are kept in
 * memory. Start reading at {@link org.baltoro.engine.timer.Timers}.
 */
@NullMarked
package org.baltoro.engine.timer;

import org.jspecify.annotations.NullMarked;
