/**
 * Finishes that applications on the same database have asked for in their own transactions. In:
 * rows of the table {@code finish_request}. Out: finishes like any caller's, and their outcome in
 * the row. Start reading at {@link org.baltoro.engine.inbox.FinishInbox}.
 */
@NullMarked
package org.baltoro.engine.inbox;

import org.jspecify.annotations.NullMarked;
