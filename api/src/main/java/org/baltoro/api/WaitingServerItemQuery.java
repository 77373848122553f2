package org.baltoro.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which waiting server events to list: all conditions must hold; null is no condition.
 *
 * @param process full name
 * @param activity the activity's name
 * @param waitingSinceBefore only those that have waited since before this time
 * @param data searchable data fields that must have these values
 * @param cursor of the page before, from {@link Page#nextCursor}
 * @param limit 1 to 1000
 */
public record WaitingServerItemQuery(
    @Nullable String process,
    @Nullable String activity,
    @Nullable Instant waitingSinceBefore,
    Map<String, Object> data,
    @Nullable String cursor,
    int limit) {

  public WaitingServerItemQuery {
    data = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(data));
    Limits.check(limit);
  }

  /** All of them, 100 a page. */
  public static WaitingServerItemQuery all() {
    return new WaitingServerItemQuery(null, null, null, Map.of(), null, 100);
  }

  public WaitingServerItemQuery process(String name) {
    return new WaitingServerItemQuery(name, activity, waitingSinceBefore, data, cursor, limit);
  }

  public WaitingServerItemQuery activity(String name) {
    return new WaitingServerItemQuery(process, name, waitingSinceBefore, data, cursor, limit);
  }

  public WaitingServerItemQuery waitingSinceBefore(Instant time) {
    return new WaitingServerItemQuery(process, activity, time, data, cursor, limit);
  }

  public WaitingServerItemQuery data(String field, Object value) {
    var more = new LinkedHashMap<>(data);
    more.put(field, value);
    return new WaitingServerItemQuery(process, activity, waitingSinceBefore, more, cursor, limit);
  }

  public WaitingServerItemQuery after(String nextCursor) {
    return new WaitingServerItemQuery(
        process, activity, waitingSinceBefore, data, nextCursor, limit);
  }

  public WaitingServerItemQuery limit(int rows) {
    return new WaitingServerItemQuery(process, activity, waitingSinceBefore, data, cursor, rows);
  }
}
