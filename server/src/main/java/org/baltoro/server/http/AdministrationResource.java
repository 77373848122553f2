package org.baltoro.server.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.api.Administration.Grant;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.ServerClock;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.Administration.User;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
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

/**
 * Users, tokens and rights. Names stand in bodies: they may hold what a path may not. A subject is
 * its kind and its name; a user's name that would be read as a group or as everyone is refused.
 */
@RestController
@RequestMapping(Route.BALTORO)
final class AdministrationResource {

  record NewUser(
      @Nullable String name, @Nullable String password, @Nullable List<@Nullable String> groups) {}

  record NewPassword(@Nullable String user, @Nullable String password) {}

  record NewGroups(@Nullable String user, @Nullable List<@Nullable String> groups) {}

  record OneUser(@Nullable String user) {}

  record NewToken(@Nullable String user, @Nullable String description, @Nullable String validFor) {}

  record Backup(@Nullable String file) {}

  record ClockAdvance(@Nullable String further) {}

  record Token(@Nullable String token) {}

  /** As the caller writes it: the kind in any case. */
  record SubjectJson(@Nullable String kind, @Nullable String name) {
    Subject subject() {
      var parsed = Route.constant(Subject.Kind.class, Route.required(kind, "kind"), "kind");
      return parsed == Subject.Kind.EVERYONE
          ? Subject.everyone()
          : new Subject(parsed, Route.required(name, "name"));
    }
  }

  /**
   * One right of one subject.
   *
   * @param process null: a right on the whole server
   */
  record RightChange(
      @Nullable String process, @Nullable String right, @Nullable SubjectJson subject) {
    ServerRight serverRight() {
      return Route.constant(ServerRight.class, Route.required(right, "right"), "right");
    }

    ProcessRight processRight() {
      return Route.constant(ProcessRight.class, Route.required(right, "right"), "right");
    }

    Subject whose() {
      return Route.required(subject, "subject").subject();
    }
  }

  @GetMapping("/users")
  Items<User> users(Connection connection) {
    return new Items<>(connection.administration().users());
  }

  @PostMapping("/users")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void createUser(Connection connection, @RequestBody NewUser body) {
    connection
        .administration()
        .createUser(
            Route.required(body.name(), "name"),
            Route.required(body.password(), "password"),
            body.groups() == null ? new LinkedHashSet<>() : texts(body.groups(), "groups"));
  }

  @PutMapping("/users/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(Connection connection, @RequestBody NewPassword body) {
    connection
        .administration()
        .changePassword(
            Route.required(body.user(), "user"), Route.required(body.password(), "password"));
  }

  @PutMapping("/users/groups")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setGroups(Connection connection, @RequestBody NewGroups body) {
    connection
        .administration()
        .setGroups(
            Route.required(body.user(), "user"),
            texts(Route.required(body.groups(), "groups"), "groups"));
  }

  /** JSON's null may stand in any list. */
  private static Set<String> texts(List<@Nullable String> given, String property) {
    var texts = new LinkedHashSet<String>();
    for (var text : given) {
      if (text == null) {
        throw new BaltoroException(
            Problem.INVALID_REQUEST, "'%s' has a null in it: give text.".formatted(property));
      }
      texts.add(text);
    }
    return texts;
  }

  @PostMapping("/users/disable")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void disableUser(Connection connection, @RequestBody OneUser body) {
    connection.administration().disableUser(Route.required(body.user(), "user"));
  }

  @PostMapping("/users/enable")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void enableUser(Connection connection, @RequestBody OneUser body) {
    connection.administration().enableUser(Route.required(body.user(), "user"));
  }

  @PostMapping("/tokens")
  @ResponseStatus(HttpStatus.CREATED)
  Token createToken(Connection connection, @RequestBody NewToken body) {
    return new Token(
        connection
            .administration()
            .createToken(
                Route.required(body.user(), "user"),
                Route.required(body.description(), "description"),
                Route.required(Route.duration(body.validFor(), "validFor"), "validFor")));
  }

  @PostMapping("/tokens/revoke")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revokeToken(Connection connection, @RequestBody Token body) {
    connection.administration().revokeToken(Route.required(body.token(), "token"));
  }

  @GetMapping("/rights")
  Items<Grant> rights(
      Connection connection, @RequestParam(required = false) @Nullable String process) {
    var administration = connection.administration();
    return new Items<>(
        process == null ? administration.serverRights() : administration.rights(process));
  }

  @PostMapping("/rights/grant")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void grant(Connection connection, @RequestBody RightChange body) {
    var administration = connection.administration();
    if (body.process() == null) {
      administration.grantServerRight(body.serverRight(), body.whose());
    } else {
      administration.grantProcessRight(body.process(), body.processRight(), body.whose());
    }
  }

  @PostMapping("/rights/revoke")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(Connection connection, @RequestBody RightChange body) {
    var administration = connection.administration();
    if (body.process() == null) {
      administration.revokeServerRight(body.serverRight(), body.whose());
    } else {
      administration.revokeProcessRight(body.process(), body.processRight(), body.whose());
    }
  }

  @GetMapping("/clock")
  ServerClock clock(Connection connection) {
    return connection.administration().clock();
  }

  @PostMapping("/clock/advance")
  ServerClock advanceClock(Connection connection, @RequestBody ClockAdvance body) {
    return connection
        .administration()
        .advanceClock(Route.required(Route.duration(body.further(), "further"), "further"));
  }

  /** Copies the store to a new file on the server. */
  @PostMapping("/backup")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void backup(Connection connection, @RequestBody Backup body) {
    connection.administration().backup(Route.required(body.file(), "file"));
  }
}
