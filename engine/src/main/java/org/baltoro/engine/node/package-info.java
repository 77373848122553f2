/**
 * This node among others: its lease, and what dead nodes left behind. Start reading at {@link
 * org.baltoro.engine.node.Node}.
 */
@NullMarked
package org.baltoro.engine.node;

import org.jspecify.annotations.NullMarked;
