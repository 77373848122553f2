/**
 * The room where it is decided what a process does next. In: a {@link
 * org.baltoro.kernel.ProcessState}, its definition and one {@link org.baltoro.kernel.Command}. Out:
 * a {@link org.baltoro.kernel.Decision} or a {@link org.baltoro.kernel.Refusal}. Nothing here reads
 * a clock, a file, a socket or a random number. Start reading at {@link
 * org.baltoro.kernel.Kernel#decide}.
 */
@NullMarked
package org.baltoro.kernel;

import org.jspecify.annotations.NullMarked;
