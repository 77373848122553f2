package org.baltoro.api;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.baltoro.api.Administration.ServerRight;

/**
 * Whom the server takes a user for.
 *
 * @param groups of the account, and of the issuer that has authenticated the user
 * @param serverRights that the user has, by their name or by a group or role
 */
public record Identity(String user, Set<String> groups, Set<ServerRight> serverRights) {
  public Identity {
    groups = Collections.unmodifiableSet(new LinkedHashSet<>(groups));
    serverRights = Collections.unmodifiableSet(new LinkedHashSet<>(serverRights));
  }
}
