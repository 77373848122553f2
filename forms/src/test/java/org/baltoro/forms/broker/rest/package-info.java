@NullMarked
package org.baltoro.forms.broker.rest;

import org.jspecify.annotations.NullMarked;
