package org.baltoro.forms.library;

import java.time.Instant;

/**
 * One version of a document, as it was deployed.
 *
 * @param name full name
 * @param version from 1
 */
public record StoredDocument(
    Kind kind, String name, int version, String source, String deployedBy, Instant deployedAt) {}
