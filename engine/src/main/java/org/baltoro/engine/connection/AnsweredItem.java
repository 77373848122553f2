package org.baltoro.engine.connection;

import java.util.Collections;
import java.util.List;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.Command.ItemEnd;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.Response;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.ProcessDefinition;

/**
 * A worklist item that is in no state any more, as the journal knows it. The activity's fields have
 * gone with it: they are empty.
 *
 * @param definition of the version in which it was offered
 */
record AnsweredItem(
    ProcessDefinition definition, ActivityInstance activity, ClientEvent event, Offered offered) {

  /**
   * @throws IllegalStateException if it is no client event
   */
  static AnsweredItem of(ProcessDefinition definition, ItemHistory.Place place, ItemEnd end) {
    var event = definition.activity(place.activity()).events().get(place.event());
    if (!(event instanceof ClientEvent client)) {
      throw new IllegalStateException(
          "'%s' was acted on and is no client event. A bug of ours.".formatted(event.name()));
    }
    var action = String.valueOf(end.action());
    var none = Collections.<String, org.baltoro.kernel.Value>emptySortedMap();
    var activity =
        new ActivityInstance(0, place.activity(), 0, action, none, end.at(), List.of(), null, null);
    var answer = new Response(end.by(), end.by(), null, action, none, end.at());
    var offered =
        new Offered(
            List.of(end.by()), 1, List.of(), List.of(), List.of(), List.of(answer), end.at());
    return new AnsweredItem(definition, activity, client, offered);
  }
}
