/** Sends the mails of escalations. Start reading at {@link org.baltoro.engine.mail.SmtpMailer}. */
@NullMarked
package org.baltoro.engine.mail;

import org.jspecify.annotations.NullMarked;
