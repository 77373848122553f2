package org.baltoro.forms.service;

import java.util.List;

/** What a server's operator lets services do: checked when they are deployed, and when used. */
@FunctionalInterface
public interface ServiceRules {
  ServiceRules NONE = service -> List.of();

  /** What the service may not; none: it may be used. */
  List<Fault> faults(ServiceDefinition service);

  /**
   * Something that is not allowed.
   *
   * @param key of the document
   * @param found without secrets
   */
  record Fault(String key, String found, String expected) {
    @Override
    public String toString() {
      return "%s: found %s; expected %s".formatted(key, found, expected);
    }
  }
}
