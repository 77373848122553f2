/**
 * Runs the code of server events, and compiles code-behind. In: an effect that is durable. Out: the
 * command that tells how it went. Start reading at {@link org.baltoro.engine.code.AttemptRunner}
 * and {@link org.baltoro.engine.code.CodeBehindCompiler}.
 *
 * <p>Code-behind is Java source out of a definition: compiled at deployment, for which a JDK is
 * needed, and loaded by every node that runs it, for which it isn't ({@link
 * org.baltoro.engine.code.CodeBehindLoader}). It has every right that the server has, as Java has
 * no sandbox: who may deploy it is decided before it comes here.
 */
@NullMarked
package org.baltoro.engine.code;

import org.jspecify.annotations.NullMarked;
