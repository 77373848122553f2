package org.baltoro.server.http;

import org.baltoro.api.Connection;
import org.baltoro.api.Explanation;
import org.baltoro.api.JournalEntry;
import org.baltoro.server.ItemStory;
import org.baltoro.server.http.JsonShapes.Items;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Why something stands where it stands. */
@RestController
@RequestMapping(Route.BALTORO)
final class ExplanationsResource {

  @GetMapping("/instances/{id}/explanation")
  Explanation explain(Connection connection, @PathVariable long id) {
    return connection.explain(id);
  }

  /** All that the journal has of one serial number. */
  @GetMapping("/items/{serialNumber}/story")
  Items<JournalEntry> story(Connection connection, @PathVariable String serialNumber) {
    return new Items<>(ItemStory.of(connection, serialNumber));
  }
}
