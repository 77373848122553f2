package org.baltoro.server.http;

import java.util.List;
import java.util.Objects;
import org.baltoro.api.Administration.Role;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.Connection;
import org.baltoro.api.OutOfOffice;
import org.baltoro.api.OutOfOffice.Forwarding;
import org.baltoro.server.http.AdministrationResource.SubjectJson;
import org.baltoro.server.http.JsonShapes.Items;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who manages whom, roles, and who is out of office. */
@RestController
@RequestMapping(Route.BALTORO)
final class PeopleResource {

  /**
   * @param manager null: none
   */
  record NewManager(@Nullable String user, @Nullable String manager) {}

  record RoleJson(@Nullable String name, @Nullable List<@Nullable SubjectJson> members) {
    List<Subject> subjects() {
      return Route.required(members, "members").stream()
          .map(member -> Route.required(member, "members").subject())
          .toList();
    }
  }

  record OneRole(@Nullable String name) {}

  record ForwardingJson(
      @Nullable String process,
      @Nullable String activity,
      @Nullable String event,
      @Nullable List<@Nullable String> forwardTo) {
    Forwarding forwarding() {
      return new Forwarding(
          Route.required(process, "process"),
          activity,
          event,
          WorklistResource.texts(forwardTo, "forwardTo"));
    }
  }

  record OutOfOfficeJson(
      @Nullable String user,
      @Nullable Boolean out,
      @Nullable List<@Nullable String> forwardTo,
      @Nullable List<@Nullable ForwardingJson> exceptions) {
    OutOfOffice settings() {
      var forwardings =
          exceptions == null
              ? List.<Forwarding>of()
              : exceptions.stream()
                  .map(one -> Route.required(one, "exceptions").forwarding())
                  .toList();
      return new OutOfOffice(
          Route.required(user, "user"),
          Objects.requireNonNull(Route.required(out, "out")),
          WorklistResource.texts(forwardTo, "forwardTo"),
          forwardings);
    }
  }

  @PutMapping("/users/manager")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setManager(Connection connection, @RequestBody NewManager body) {
    connection.administration().setManager(Route.required(body.user(), "user"), body.manager());
  }

  @GetMapping("/roles")
  Items<Role> roles(Connection connection) {
    return new Items<>(connection.administration().roles());
  }

  @PostMapping("/roles")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void createRole(Connection connection, @RequestBody RoleJson body) {
    connection.administration().createRole(Route.required(body.name(), "name"), body.subjects());
  }

  @PutMapping("/roles")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setRoleMembers(Connection connection, @RequestBody RoleJson body) {
    connection
        .administration()
        .setRoleMembers(Route.required(body.name(), "name"), body.subjects());
  }

  @PostMapping("/roles/delete")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteRole(Connection connection, @RequestBody OneRole body) {
    connection.administration().deleteRole(Route.required(body.name(), "name"));
  }

  @GetMapping("/outOfOffice")
  OutOfOffice outOfOffice(Connection connection, @RequestParam String user) {
    return connection.administration().outOfOffice(user);
  }

  @PutMapping("/outOfOffice")
  OutOfOffice setOutOfOffice(Connection connection, @RequestBody OutOfOfficeJson body) {
    return connection.administration().setOutOfOffice(body.settings());
  }
}
