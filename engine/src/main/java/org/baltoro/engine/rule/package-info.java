/**
 * Where the expressions of process definitions are checked and evaluated, in the language of {@code
 * org.baltoro.language.feel}.
 *
 * <p>In: an {@link org.baltoro.kernel.definition.Expression} and the data fields it may use ({@link
 * org.baltoro.engine.rule.RuleCheck}, at deployment), or the values of a moment ({@link
 * org.baltoro.engine.rule.FeelRules}, for the kernel). Out: problems with their position, or an
 * answer with the values that were seen. Start reading at {@code FeelRules}.
 */
@NullMarked
package org.baltoro.engine.rule;

import org.jspecify.annotations.NullMarked;
