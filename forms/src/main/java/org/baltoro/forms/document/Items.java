package org.baltoro.forms.document;

import org.jspecify.annotations.Nullable;

/**
 * Items that something is done for, one after another in list order.
 *
 * @param scope the list view, or where the control is
 * @param control a list control; null: the rows of the list view
 */
public record Items(Scope scope, @Nullable String control, ItemState state) {}
