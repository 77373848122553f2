@NullMarked
package org.baltoro.examples.spring;

import org.jspecify.annotations.NullMarked;
