@NullMarked
package org.baltoro.forms.rule;

import org.jspecify.annotations.NullMarked;
