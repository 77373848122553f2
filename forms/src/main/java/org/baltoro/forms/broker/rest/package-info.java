/**
 * HTTP with JSON as a service, by a description that somebody writes. Start reading at {@link
 * org.baltoro.forms.broker.rest.RestBroker} and {@link
 * org.baltoro.forms.broker.rest.RestDescription}. Secrets are named in descriptions and come from
 * {@link org.baltoro.forms.broker.rest.Credentials}: they are in no description, message or log.
 */
@NullMarked
package org.baltoro.forms.broker.rest;

import org.jspecify.annotations.NullMarked;
