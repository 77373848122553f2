@NullMarked
package org.baltoro.forms.broker.workflow;

import org.jspecify.annotations.NullMarked;
