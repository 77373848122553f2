/** Mails through a real SMTP server. */
@NullMarked
package org.baltoro.engine.mail;

import org.jspecify.annotations.NullMarked;
