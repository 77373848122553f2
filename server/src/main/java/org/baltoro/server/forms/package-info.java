/**
 * Forms on a server: their database and services, the documents that are deployed, and the forms
 * that users have open. In come users with what they want; out go documents, results and streams of
 * messages. What services may reach is bounded by {@link org.baltoro.server.forms.ServiceLimits}.
 * Start with {@link org.baltoro.server.forms.FormServer}. Nothing here knows HTTP.
 */
@NullMarked
package org.baltoro.server.forms;

import org.jspecify.annotations.NullMarked;
