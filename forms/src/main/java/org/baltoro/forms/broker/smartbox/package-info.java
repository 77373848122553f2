/**
 * SmartBox: tables of Baltoro's own for SmartObjects that have no other home. They are made and
 * changed when a SmartObject is deployed, and never lose data. Start reading at {@link
 * org.baltoro.forms.broker.smartbox.SmartBox}.
 *
 * <p>Which SmartObject has which table, and which property which column, is in two tables: {@code
 * smartbox_object} and {@code smartbox_property}.
 */
@NullMarked
package org.baltoro.forms.broker.smartbox;

import org.jspecify.annotations.NullMarked;
