/**
 * The command line. In: the words after {@code baltoro}. Out: text or JSON on standard output,
 * errors on standard error, and one of the codes in {@link org.baltoro.server.cli.ExitCode}. Start
 * reading at {@link org.baltoro.server.cli.Baltoro}; each command is a class of its own.
 *
 * <p>Commands that talk to a server do so as any caller does, through {@link
 * org.baltoro.api.Connection}; nothing here touches Spring, so that they answer at once.
 */
@NullMarked
package org.baltoro.server.cli;

import org.jspecify.annotations.NullMarked;
