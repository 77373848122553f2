/**
 * A process as it was drawn: frozen, checked, and the same for every instance of its version. Start
 * reading at {@link org.baltoro.kernel.definition.ProcessDefinition}; {@link
 * org.baltoro.kernel.definition.DefinitionCheck} says what is wrong with one. In: what the reader
 * or the Java builder made. Out: what the kernel walks. Imports nothing but {@code java.base}.
 */
@NullMarked
package org.baltoro.kernel.definition;

import org.jspecify.annotations.NullMarked;
