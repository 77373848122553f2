package org.baltoro.forms.service;

import org.baltoro.forms.broker.rest.RestDescription;

/**
 * What an address has, described by hand.
 *
 * @param rest its credential is one of those that the server's operator has named
 */
public record RestService(
    String name, String displayName, String description, boolean enabled, RestDescription rest)
    implements ServiceDefinition {}
