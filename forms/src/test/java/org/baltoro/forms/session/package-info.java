/** Stories at open forms, with real SmartObjects. */
@NullMarked
package org.baltoro.forms.session;

import org.jspecify.annotations.NullMarked;
