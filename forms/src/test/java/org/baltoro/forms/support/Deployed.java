package org.baltoro.forms.support;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;

/** SmartObjects by name, for tests. */
public final class Deployed implements SmartObjectDefinitions {
  private final SortedMap<String, SmartObjectDefinition> byName = new TreeMap<>();

  public void add(SmartObjectDefinition definition) {
    byName.put(definition.name(), definition);
  }

  @Override
  public Optional<SmartObjectDefinition> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }
}
