/**
 * How the kernel asks a rule: pure expressions, evaluated by whoever is passed in. A rule that
 * fails is an answer too, never a silent false.
 */
@NullMarked
package org.baltoro.kernel.rule;

import org.jspecify.annotations.NullMarked;
