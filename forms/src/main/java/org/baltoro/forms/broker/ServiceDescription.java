package org.baltoro.forms.broker;

import java.util.List;
import java.util.Optional;

/** The service objects of a service instance. */
public record ServiceDescription(List<ServiceObject> objects) {
  public ServiceDescription {
    objects = List.copyOf(objects);
  }

  public Optional<ServiceObject> object(String wanted) {
    return objects.stream().filter(object -> object.name().equals(wanted)).findFirst();
  }
}
