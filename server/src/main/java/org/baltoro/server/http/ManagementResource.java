package org.baltoro.server.http;

import org.baltoro.api.Connection;
import org.baltoro.api.InstanceError;
import org.baltoro.api.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Operations on running instances. */
@RestController
@RequestMapping(Route.BALTORO)
final class ManagementResource {

  @PostMapping("/instances/{id}/stop")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void stop(Connection connection, @PathVariable long id) {
    connection.management().stop(id);
  }

  @PostMapping("/instances/{id}/start")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void start(Connection connection, @PathVariable long id) {
    connection.management().start(id);
  }

  @PostMapping("/instances/{id}/errors/{error}/retry")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void retry(Connection connection, @PathVariable long id, @PathVariable int error) {
    connection.management().retry(id, error);
  }

  @PostMapping("/instances/{id}/errors/{error}/skip")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void skip(Connection connection, @PathVariable long id, @PathVariable int error) {
    connection.management().skip(id, error);
  }

  @DeleteMapping("/instances/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Connection connection, @PathVariable long id) {
    connection.management().delete(id);
  }

  @GetMapping("/errors")
  Page<InstanceError> errors(
      Connection connection,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    return InstancesResource.valid(() -> connection.management().errors(process, cursor, limit));
  }
}
