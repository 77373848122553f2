/**
 * How rules run: {@link org.baltoro.forms.rule.RuleRunner} goes through handlers, {@link
 * org.baltoro.forms.rule.BlockRunner} carries out the actions of a block by its type. What an
 * action does, what a condition asks and which items there are is asked of {@link
 * org.baltoro.forms.rule.RuleSurroundings}, so nothing here knows an open form. All of it is
 * recorded as a {@link org.baltoro.forms.rule.RuleTrace}; {@link org.baltoro.forms.rule.Gantt}
 * draws one. Time passes in {@link org.baltoro.forms.rule.Threads} only.
 *
 * <p>Start reading at {@link org.baltoro.forms.rule.RuleRunner}. Imports {@code document}, and the
 * errors of {@code smartobject}.
 */
@NullMarked
package org.baltoro.forms.rule;

import org.jspecify.annotations.NullMarked;
