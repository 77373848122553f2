/**
 * The text in which states and facts lie in the store. In: a state or facts. Out: a text that every
 * later version can read. Start reading at {@link org.baltoro.store.codec.Codec}.
 */
@NullMarked
package org.baltoro.store.codec;

import org.jspecify.annotations.NullMarked;
