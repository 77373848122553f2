package org.baltoro.api;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which instances to list, newest first: all conditions must hold; null is no condition.
 *
 * @param process full name
 * @param folio exact folio, or a prefix when it ends with {@code *}
 * @param startedFrom inclusive
 * @param startedBefore exclusive
 * @param parent the instance whose sub-process events started them
 * @param data searchable data fields that must have these values
 * @param cursor of the page before, from {@link Page#nextCursor}
 * @param limit 1 to 1000
 */
public record ProcessInstanceQuery(
    @Nullable String process,
    @Nullable ProcessInstanceStatus status,
    @Nullable String folio,
    @Nullable String originator,
    @Nullable Instant startedFrom,
    @Nullable Instant startedBefore,
    @Nullable Long parent,
    Map<String, Object> data,
    @Nullable String cursor,
    int limit) {

  public ProcessInstanceQuery {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    Limits.check(limit);
  }

  /** Whatever started them. */
  public ProcessInstanceQuery(
      @Nullable String process,
      @Nullable ProcessInstanceStatus status,
      @Nullable String folio,
      @Nullable String originator,
      @Nullable Instant startedFrom,
      @Nullable Instant startedBefore,
      Map<String, Object> data,
      @Nullable String cursor,
      int limit) {
    this(process, status, folio, originator, startedFrom, startedBefore, null, data, cursor, limit);
  }

  /** All of them, 100 a page. */
  public static ProcessInstanceQuery all() {
    return new ProcessInstanceQuery(null, null, null, null, null, null, Map.of(), null, 100);
  }

  /** False where it finds every instance; cursor and limit are no conditions. */
  public boolean hasConditions() {
    return process != null
        || status != null
        || folio != null
        || originator != null
        || startedFrom != null
        || startedBefore != null
        || parent != null
        || !data.isEmpty();
  }

  public ProcessInstanceQuery process(String name) {
    return new ProcessInstanceQuery(
        name, status, folio, originator, startedFrom, startedBefore, parent, data, cursor, limit);
  }

  public ProcessInstanceQuery status(ProcessInstanceStatus only) {
    return new ProcessInstanceQuery(
        process, only, folio, originator, startedFrom, startedBefore, parent, data, cursor, limit);
  }

  public ProcessInstanceQuery folio(String exactOrPrefix) {
    return new ProcessInstanceQuery(
        process,
        status,
        exactOrPrefix,
        originator,
        startedFrom,
        startedBefore,
        parent,
        data,
        cursor,
        limit);
  }

  public ProcessInstanceQuery originator(String user) {
    return new ProcessInstanceQuery(
        process, status, folio, user, startedFrom, startedBefore, parent, data, cursor, limit);
  }

  public ProcessInstanceQuery startedFrom(Instant inclusive) {
    return new ProcessInstanceQuery(
        process, status, folio, originator, inclusive, startedBefore, parent, data, cursor, limit);
  }

  public ProcessInstanceQuery startedBefore(Instant exclusive) {
    return new ProcessInstanceQuery(
        process, status, folio, originator, startedFrom, exclusive, parent, data, cursor, limit);
  }

  /** Only those that sub-process events of this instance have started. */
  public ProcessInstanceQuery parent(long instance) {
    return new ProcessInstanceQuery(
        process,
        status,
        folio,
        originator,
        startedFrom,
        startedBefore,
        instance,
        data,
        cursor,
        limit);
  }

  public ProcessInstanceQuery data(String field, Object value) {
    var more = new LinkedHashMap<>(data);
    more.put(field, value);
    return new ProcessInstanceQuery(
        process,
        status,
        folio,
        originator,
        startedFrom,
        startedBefore,
        parent,
        more,
        cursor,
        limit);
  }

  public ProcessInstanceQuery after(String nextCursor) {
    return new ProcessInstanceQuery(
        process,
        status,
        folio,
        originator,
        startedFrom,
        startedBefore,
        parent,
        data,
        nextCursor,
        limit);
  }

  public ProcessInstanceQuery limit(int rows) {
    return new ProcessInstanceQuery(
        process, status, folio, originator, startedFrom, startedBefore, parent, data, cursor, rows);
  }
}
