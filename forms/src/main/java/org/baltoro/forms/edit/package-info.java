/**
 * Editing of rules without pages: what a designer does to a rule is data ({@link
 * org.baltoro.forms.edit.RuleEdit}), and a pure function makes the rule that results, and the edit
 * that undoes it.
 *
 * <p>In: a rule, or a document with rules, and an edit. Out: what it has become, or why not. Ids
 * and comments stay with their parts. Start reading at {@link org.baltoro.forms.edit.RuleEditor}.
 */
@NullMarked
package org.baltoro.forms.edit;

import org.jspecify.annotations.NullMarked;
