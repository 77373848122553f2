@NullMarked
package org.baltoro.forms.broker.smartbox;

import org.jspecify.annotations.NullMarked;
