/**
 * What every engine that is measured has in common: its work, the process in which it lives, and
 * the clients that keep it busy. Start reading at {@link org.baltoro.bench.contender.Contender};
 * commands come in at {@link org.baltoro.bench.contender.Child}.
 */
@NullMarked
package org.baltoro.bench.contender;

import org.jspecify.annotations.NullMarked;
