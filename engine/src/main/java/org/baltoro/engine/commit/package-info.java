/**
 * Group commit. In: single decisions, from many threads. Out: their outcomes, once they are
 * durable. Start reading at {@link org.baltoro.engine.commit.CommitPipeline}.
 */
@NullMarked
package org.baltoro.engine.commit;

import org.jspecify.annotations.NullMarked;
