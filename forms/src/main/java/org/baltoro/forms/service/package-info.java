/**
 * Services as documents describe them: where a database or an address is, what of it is used, and
 * where its secret is found, which no document holds. Start with {@link
 * org.baltoro.forms.service.ServiceDefinition}; how they are reached is the server's business.
 */
@NullMarked
package org.baltoro.forms.service;

import org.jspecify.annotations.NullMarked;
