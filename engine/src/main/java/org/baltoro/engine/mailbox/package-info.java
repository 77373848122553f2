/**
 * One instance's commands one after another. In: a command. Out: an answer, after the commit. Start
 * reading at {@link org.baltoro.engine.mailbox.Mailboxes}.
 */
@NullMarked
package org.baltoro.engine.mailbox;

import org.jspecify.annotations.NullMarked;
