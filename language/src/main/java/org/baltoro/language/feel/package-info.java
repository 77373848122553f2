/**
 * Where expressions are checked and evaluated: FEEL, with Camunda's feel-engine behind it.
 *
 * <p>In: a text and the names that it may use ({@link org.baltoro.language.feel.FeelCheck}, when a
 * definition is read), or the values of a moment ({@link
 * org.baltoro.language.feel.FeelExpression}). Out: problems with their position, or an answer with
 * the values that were seen. No type of the engine behind it leaves this room: values go in and
 * come out as {@code java.lang}, {@code java.math}, {@code java.time}, lists and maps.
 *
 * <p>What differs from FEEL as the engine has it, so that an expression gives the same answer on
 * every node and can't run for ever:
 *
 * <ul>
 *   <li>All dates with times are in the evaluation's time zone. One that is written without an
 *       offset is taken to be in it; others are converted. Times of day have no offset.
 *   <li>{@code now()} and {@code today()} give the time that comes in with the values.
 *   <li>A value that a comparison or function can't use, an entry that isn't there, null where true
 *       or false is needed: each is a failure, not null or false.
 *   <li>No functions of one's own, no contexts in braces, no names for arguments, no chance; lists
 *       to 1,000 entries in loops, loops nested two deep.
 * </ul>
 */
@NullMarked
package org.baltoro.language.feel;

import org.jspecify.annotations.NullMarked;
