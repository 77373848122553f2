/**
 * Judges documents before anybody opens them: references to what is not there, values of wrong
 * types, inputs that are missing, orders that lose data, actions beside each other that race, what
 * can't be all or nothing, rules that raise each other for ever, parts that are never reached.
 *
 * <p>In: what {@link org.baltoro.forms.deploy.DocumentReader} read, and the other documents. Out:
 * problems, each at its place in the file, errors and warnings. Start reading at {@link
 * org.baltoro.forms.deploy.check.DocumentCheck}.
 */
@NullMarked
package org.baltoro.forms.deploy.check;

import org.jspecify.annotations.NullMarked;
