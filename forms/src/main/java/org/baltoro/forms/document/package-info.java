/**
 * Views and forms as they were designed: frozen records. A {@link org.baltoro.forms.document.Form}
 * places {@link org.baltoro.forms.document.View}s on tabs; both have controls, parameters and
 * {@link org.baltoro.forms.document.Rule}s. A rule is an event and handlers, a handler is
 * conditions and steps, a step is an execution {@link org.baltoro.forms.document.Block} or another
 * handler, a block is a type and actions.
 *
 * <p>Every part has an id, which is unique in its document, stays with the part for life, and is
 * what references and expressions use; names are for people and may change. In: what the reader or
 * an editing operation made. Out: what a session runs. Start reading at {@link
 * org.baltoro.forms.document.Form}. Imports {@code smartobject}'s types only.
 */
@NullMarked
package org.baltoro.forms.document;

import org.jspecify.annotations.NullMarked;
