@NullMarked
package org.baltoro.forms.smartobject;

import org.jspecify.annotations.NullMarked;
