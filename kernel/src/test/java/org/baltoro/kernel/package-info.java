/** Stories of the kernel: given a definition, when someone acts, then exactly these facts. */
@NullMarked
package org.baltoro.kernel;

import org.jspecify.annotations.NullMarked;
