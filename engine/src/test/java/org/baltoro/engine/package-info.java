/** Stories of the engine on real stores. */
@NullMarked
package org.baltoro.engine;

import org.jspecify.annotations.NullMarked;
