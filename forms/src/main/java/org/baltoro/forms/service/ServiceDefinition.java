package org.baltoro.forms.service;

/** A service instance, as a document describes it. */
public sealed interface ServiceDefinition permits SqlService, RestService {

  /** What SmartObjects name it by. */
  String name();

  String displayName();

  String description();

  /** False: it is not used, and holds no connections. */
  boolean enabled();
}
