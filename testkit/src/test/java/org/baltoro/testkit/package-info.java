@NullMarked
package org.baltoro.testkit;

import org.jspecify.annotations.NullMarked;
