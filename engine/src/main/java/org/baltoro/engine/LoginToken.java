package org.baltoro.engine;

import java.time.Instant;

/** A token that stands for a login. The token is shown here once; only its hash is kept. */
public record LoginToken(String token, String user, Instant expiresAt) {}
