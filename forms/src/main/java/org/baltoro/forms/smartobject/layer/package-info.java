/**
 * The layer that executes calls of SmartObjects. In: a call or a packet. Out: rows, or a failure by
 * field. It checks what is given, maps it to service methods, leaves filter, sort and page to the
 * source where that can do it and does the rest itself. Start reading at {@link
 * org.baltoro.forms.smartobject.layer.SmartObjectLayer}.
 */
@NullMarked
package org.baltoro.forms.smartobject.layer;

import org.jspecify.annotations.NullMarked;
