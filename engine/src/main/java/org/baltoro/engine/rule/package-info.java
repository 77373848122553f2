/**
 * Where expressions are checked and evaluated: FEEL, with Camunda's feel-engine behind it.
 *
 * <p>In: an {@link org.baltoro.kernel.definition.Expression} and the names it may use ({@link
 * org.baltoro.engine.rule.RuleCheck}, at deployment), or the values of a moment ({@link
 * org.baltoro.engine.rule.FeelRules}, for the kernel). Out: problems with their position, or an
 * answer with the values that were seen. Start reading at {@code FeelRules}.
 *
 * <p>What differs from FEEL as the engine has it, so that a rule gives the same answer on every
 * node and can't run for ever:
 *
 * <ul>
 *   <li>All dates with times are in the definition's time zone. One that is written without an
 *       offset is taken to be in it; others are converted. Times of day have no offset.
 *   <li>{@code now()} and {@code today()} give the command's time.
 *   <li>A value that a comparison or function can't use, an entry that isn't there, null where true
 *       or false is needed: each is a failure, not null or false.
 *   <li>No functions of one's own, no contexts in braces, no names for arguments, no chance; lists
 *       to 1,000 entries in loops, loops nested two deep.
 * </ul>
 */
@NullMarked
package org.baltoro.engine.rule;

import org.jspecify.annotations.NullMarked;
