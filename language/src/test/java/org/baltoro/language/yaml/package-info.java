@NullMarked
package org.baltoro.language.yaml;

import org.jspecify.annotations.NullMarked;
