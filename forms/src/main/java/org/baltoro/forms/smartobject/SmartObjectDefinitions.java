package org.baltoro.forms.smartobject;

import java.util.Optional;

/** The SmartObjects that are deployed, each in its default version. */
public interface SmartObjectDefinitions {
  Optional<SmartObjectDefinition> find(String name);

  /** Their names, in order, for messages. */
  java.util.List<String> names();
}
