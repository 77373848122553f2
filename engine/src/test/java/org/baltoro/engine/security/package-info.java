/** Tests of who may do what. */
@NullMarked
package org.baltoro.engine.security;

import org.jspecify.annotations.NullMarked;
