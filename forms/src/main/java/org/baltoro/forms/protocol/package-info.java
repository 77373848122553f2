/**
 * What a page and the server say to each other about an open form, as JSON: the records of {@link
 * org.baltoro.forms.session.Incoming} and {@link org.baltoro.forms.session.Outgoing}, each with its
 * {@code type}. In come texts, out go records, and the reverse. Start with {@link
 * org.baltoro.forms.protocol.FormMessages}; the schema is {@code docs/form-messages.schema.json}.
 */
@NullMarked
package org.baltoro.forms.protocol;

import org.jspecify.annotations.NullMarked;
