/**
 * Who may do what: users, passwords, tokens, rights. Start reading at {@link
 * org.baltoro.engine.security.Logins} and {@link org.baltoro.engine.security.Rights}.
 */
@NullMarked
package org.baltoro.engine.security;

import org.jspecify.annotations.NullMarked;
