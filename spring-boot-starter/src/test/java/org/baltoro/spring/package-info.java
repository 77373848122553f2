@NullMarked
package org.baltoro.spring;

import org.jspecify.annotations.NullMarked;
