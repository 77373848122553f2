package org.baltoro.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.jspecify.annotations.Nullable;

/** An object of an answer, with its members read by type. A missing member is a server's bug. */
record JsonObject(Map<String, @Nullable Object> members) {

  @SuppressWarnings("unchecked") // what Json reads has text as names
  static JsonObject of(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return new JsonObject((Map<String, @Nullable Object>) members);
    }
    throw unexpected("an object was expected, not " + value);
  }

  String text(String name) {
    return member(name, String.class);
  }

  @Nullable String textOrNull(String name) {
    return members.get(name) == null ? null : text(name);
  }

  long number(String name) {
    return member(name, Number.class).longValue();
  }

  @Nullable Long numberOrNull(String name) {
    return members.get(name) == null ? null : number(name);
  }

  int integer(String name) {
    return member(name, Number.class).intValue();
  }

  boolean truth(String name) {
    return member(name, Boolean.class);
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  @Nullable Instant timeOrNull(String name) {
    return members.get(name) == null ? null : time(name);
  }

  JsonObject object(String name) {
    return of(members.get(name));
  }

  @Nullable JsonObject objectOrNull(String name) {
    return members.get(name) == null ? null : object(name);
  }

  /** The objects of a list, each made into what {@code make} says. */
  <T> List<T> list(String name, Function<JsonObject, T> make) {
    var items = new ArrayList<T>();
    for (Object item : member(name, List.class)) {
      items.add(make.apply(of(item)));
    }
    return items;
  }

  List<String> texts(String name) {
    var items = new ArrayList<String>();
    for (Object item : member(name, List.class)) {
      items.add(String.valueOf(item));
    }
    return items;
  }

  /** The members that are not empty. */
  Map<String, Object> present() {
    var present = new LinkedHashMap<String, Object>();
    members.forEach((name, value) -> {
      if (value != null) {
        present.put(name, value);
      }
    });
    return present;
  }

  private <T> T member(String name, Class<T> type) {
    var value = members.get(name);
    if (!type.isInstance(value)) {
      throw unexpected("'%s' is %s".formatted(name, value));
    }
    return type.cast(value);
  }

  private static BaltoroException unexpected(String what) {
    return new BaltoroException(
        Problem.INTERNAL,
        "The server's answer is not understood: %s. Is the client as new as the server?"
            .formatted(what));
  }
}
