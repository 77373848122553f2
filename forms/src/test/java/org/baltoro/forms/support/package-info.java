/** What tests of this module share. */
@NullMarked
package org.baltoro.forms.support;

import org.jspecify.annotations.NullMarked;
