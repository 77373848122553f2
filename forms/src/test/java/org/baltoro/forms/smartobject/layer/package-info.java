@NullMarked
package org.baltoro.forms.smartobject.layer;

import org.jspecify.annotations.NullMarked;
