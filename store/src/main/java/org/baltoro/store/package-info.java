/**
 * Where decisions become durable. In: batches of {@link org.baltoro.store.Commit}, each one
 * instance's decision. Out: who won. Start reading at {@link org.baltoro.store.Store}; {@code
 * dialect} holds the two shapes in which SQLite and PostgreSQL differ. May import the kernel.
 */
@NullMarked
package org.baltoro.store;

import org.jspecify.annotations.NullMarked;
