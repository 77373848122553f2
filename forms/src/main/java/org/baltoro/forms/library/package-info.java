/**
 * The SmartObjects, views and forms that are deployed: versions, never changed, kept in a database.
 * In come files; out go frozen documents, each in its default version. Start with {@link
 * org.baltoro.forms.library.DocumentLibrary}.
 */
@NullMarked
package org.baltoro.forms.library;

import org.jspecify.annotations.NullMarked;
