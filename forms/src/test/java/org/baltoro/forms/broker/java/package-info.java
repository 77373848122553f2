@NullMarked
package org.baltoro.forms.broker.java;

import org.jspecify.annotations.NullMarked;
