package org.baltoro.forms.session;

import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/**
 * An item that a control offers.
 *
 * @param row that it was made from; empty for a fixed one
 */
record ListItem(@Nullable Object value, String text, Row row) {}
