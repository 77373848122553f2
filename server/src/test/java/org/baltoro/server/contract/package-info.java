/** One suite for both ways to reach the engine: what a caller sees is the same. */
@NullMarked
package org.baltoro.server.contract;

import org.jspecify.annotations.NullMarked;
