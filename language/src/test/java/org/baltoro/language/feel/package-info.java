@NullMarked
package org.baltoro.language.feel;

import org.jspecify.annotations.NullMarked;
