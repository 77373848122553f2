/**
 * Open forms. {@link org.baltoro.forms.session.Forms} opens one; an {@link
 * org.baltoro.forms.session.OpenForm} takes messages of a page, runs the rules for them, and tells
 * the page what changed on it; {@link org.baltoro.forms.session.FormSession} is a page without
 * pixels, in Java.
 *
 * <p>What is open is a tree of windows: the form, its subforms and subviews. A window has areas:
 * the form itself and each of its views. An area has controls, fields, parameters, and a list view
 * rows. All of that is guarded by one lock, which nobody holds while waiting: actions read under
 * it, call without it, and write under it again. At the end of each write the page is told the
 * difference to what it was told before, and of hidden things nothing.
 *
 * <p>Start reading at {@link org.baltoro.forms.session.OpenForm#receive}. Imports {@code document},
 * {@code rule}, {@code smartobject}, {@code org.baltoro.language} and {@code org.baltoro.api}.
 */
@NullMarked
package org.baltoro.forms.session;

import org.jspecify.annotations.NullMarked;
