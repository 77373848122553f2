package org.baltoro.forms.smartobject.layer;

import java.util.List;
import org.baltoro.forms.broker.ServiceBroker;
import org.jspecify.annotations.Nullable;

/** Where services come from that change while a server runs. May be shared by threads. */
public interface ServiceSource {

  List<String> names();

  /** The one of that name as it is now; null if there is none. */
  @Nullable ServiceBroker find(String name);
}
