/**
 * SmartObjects, views and forms on their way in and out: YAML files, one document each.
 *
 * <p>In: the text of a file ({@link org.baltoro.forms.deploy.DocumentReader}). Out: a frozen
 * document, the problems with their places, and where its parts stand, so that {@code
 * org.baltoro.forms.deploy.check} can judge it at the right place. {@link
 * org.baltoro.forms.deploy.DocumentWriter} is the way back: what it writes reads as the same
 * document. The format is described in {@code docs/forms.md}.
 */
@NullMarked
package org.baltoro.forms.deploy;

import org.jspecify.annotations.NullMarked;
