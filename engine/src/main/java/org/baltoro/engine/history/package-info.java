/**
 * What becomes of instances that are over: their journals are read once for the statistics, and
 * after their time they are archived and deleted. In: what the store has queued. Out: counts,
 * files, free room. Runs beside the commands and never on their way. Start reading at {@link
 * org.baltoro.engine.history.HistoryWork}.
 */
@NullMarked
package org.baltoro.engine.history;

import org.jspecify.annotations.NullMarked;
