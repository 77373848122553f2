@NullMarked
package org.baltoro.forms.broker.sql;

import org.jspecify.annotations.NullMarked;
