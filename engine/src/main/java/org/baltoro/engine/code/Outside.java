package org.baltoro.engine.code;

import org.baltoro.engine.call.Callbacks;
import org.baltoro.engine.call.HttpCalls;

/**
 * How attempts reach others.
 *
 * @param mailer for mails
 * @param calls for HTTP calls
 * @param callbacks signs the addresses by which others answer
 */
public record Outside(Mailer mailer, HttpCalls calls, Callbacks callbacks) {}
