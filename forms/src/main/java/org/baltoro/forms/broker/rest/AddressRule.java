package org.baltoro.forms.broker.rest;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where calls may go: who writes a description is not the server's administrator. */
@FunctionalInterface
public interface AddressRule {

  /** Why the address is not called; null: it is. */
  @Nullable String refusal(URI address);
}
