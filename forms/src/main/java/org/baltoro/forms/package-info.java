/**
 * SmartObjects and their service brokers, views and forms, and the rules that run when something
 * happens on them.
 *
 * <p>Talks to workflow as any caller does, through {@code org.baltoro.api}.
 */
@NullMarked
package org.baltoro.forms;

import org.jspecify.annotations.NullMarked;
