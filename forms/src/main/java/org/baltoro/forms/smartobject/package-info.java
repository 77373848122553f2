/**
 * SmartObjects: business entities that gather data and methods of one or more systems; all that
 * forms and rules see of the world. A {@link org.baltoro.forms.smartobject.SmartObjectDefinition}
 * says what one is; {@link org.baltoro.forms.smartobject.SmartObjects} executes a call of a method,
 * or a packet of calls. Start reading there.
 *
 * <p>Values are plain Java: {@code String}, {@code Long}, {@code BigDecimal}, {@code Boolean},
 * {@code LocalDate}, {@code LocalTime}, {@code Instant}, {@code UUID}, {@code FileValue}, lists for
 * Multivalue, and null for empty. May import {@code org.baltoro.api}.
 */
@NullMarked
package org.baltoro.forms.smartobject;

import org.jspecify.annotations.NullMarked;
