package org.baltoro.api;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a worklist, and in which order: all conditions must hold; null is no condition.
 *
 * <p>A folio, its beginning and data fields are looked up. The other conditions are put to one item
 * after the other, to at most 10,000 for a page: so a page may hold fewer items than its limit, or
 * none, and still have a cursor. The orders by folio and process, and what is looked up, are of at
 * most 10,000 items: more are refused with {@link Problem#INVALID_REQUEST}.
 *
 * @param process full name
 * @param folio exact folio, or a prefix when it ends with {@code *}
 * @param statuses for this user; at first Available and Open; none: every one
 * @param priority of the instance
 * @param startedFrom when the item was offered, inclusive
 * @param startedBefore exclusive
 * @param data searchable data fields of the process that must have these values
 * @param of whose worklist: of somebody whom this user manages; null: one's own
 * @param cursor of the page before, from {@link Page#nextCursor}
 * @param limit 1 to 200
 */
public record WorklistQuery(
    @Nullable String process,
    @Nullable String activity,
    @Nullable String event,
    @Nullable String folio,
    @Nullable String originator,
    Set<WorklistStatus> statuses,
    @Nullable Integer priority,
    @Nullable Instant startedFrom,
    @Nullable Instant startedBefore,
    Map<String, Object> data,
    Sort sort,
    @Nullable String of,
    @Nullable String cursor,
    int limit) {

  public WorklistQuery {
    statuses =
        Collections.unmodifiableSet(
            statuses.isEmpty() ? EnumSet.allOf(WorklistStatus.class) : EnumSet.copyOf(statuses));
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    if (limit < 1 || limit > 200) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "limit is %d: give 1 to 200.".formatted(limit));
    }
  }

  /** The order of items. */
  public enum Sort {
    /** As their instances were started. */
    OLDEST,
    /** The other way round. */
    NEWEST,
    /** By the number of the priority, lowest first. */
    PRIORITY,
    FOLIO,
    PROCESS
  }

  /** What the user can do now, oldest first, 100 a page. */
  public static WorklistQuery all() {
    return new WorklistQuery(
        null,
        null,
        null,
        null,
        null,
        EnumSet.of(WorklistStatus.AVAILABLE, WorklistStatus.OPEN),
        null,
        null,
        null,
        Map.of(),
        Sort.OLDEST,
        null,
        null,
        100);
  }

  public WorklistQuery process(@Nullable String name) {
    return new WorklistQuery(
        name,
        activity,
        event,
        folio,
        originator,
        statuses,
        priority,
        startedFrom,
        startedBefore,
        data,
        sort,
        of,
        cursor,
        limit);
  }

  public WorklistQuery activity(@Nullable String name) {
    return new WorklistQuery(
        process,
        name,
        event,
        folio,
        originator,
        statuses,
        priority,
        startedFrom,
        startedBefore,
        data,
        sort,
        of,
        cursor,
        limit);
  }

  public WorklistQuery event(@Nullable String name) {
    return new WorklistQuery(
        process,
        activity,
        name,
        folio,
        originator,
        statuses,
        priority,
        startedFrom,
        startedBefore,
        data,
        sort,
        of,
        cursor,
        limit);
  }

  public WorklistQuery folio(@Nullable String exactOrPrefix) {
    return new WorklistQuery(
        process,
        activity,
        event,
        exactOrPrefix,
        originator,
        statuses,
        priority,
        startedFrom,
        startedBefore,
        data,
        sort,
        of,
        cursor,
        limit);
  }

  public WorklistQuery originator(@Nullable String user) {
    return new WorklistQuery(
        process,
        activity,
        event,
        folio,
        user,
        statuses,
        priority,
        startedFrom,
        startedBefore,
        data,
        sort,
        of,
        cursor,
        limit);
  }

  public WorklistQuery statuses(Set<WorklistStatus> only) {
    return new WorklistQuery(
        process,
        activity,
        event,
        folio,
        originator,
        only,
        priority,
        startedFrom,
        startedBefore,
        data,
        sort,
        of,
        cursor,
        limit);
  }

  public WorklistQuery status(WorklistStatus... only) {
    return statuses(Set.copyOf(List.of(only)));
  }

  public WorklistQuery priority(@Nullable Integer only) {
    return new WorklistQuery(
        process,
        activity,
        event,
        folio,
        originator,
        statuses,
        only,
        startedFrom,
        startedBefore,
        data,
        sort,
        of,
        cursor,
        limit);
  }

  public WorklistQuery startedFrom(@Nullable Instant inclusive) {
    return new WorklistQuery(
        process,
        activity,
        event,
        folio,
        originator,
        statuses,
        priority,
        inclusive,
        startedBefore,
        data,
        sort,
        of,
        cursor,
        limit);
  }

  public WorklistQuery startedBefore(@Nullable Instant exclusive) {
    return new WorklistQuery(
        process,
        activity,
        event,
        folio,
        originator,
        statuses,
        priority,
        startedFrom,
        exclusive,
        data,
        sort,
        of,
        cursor,
        limit);
  }

  public WorklistQuery data(Map<String, Object> values) {
    return new WorklistQuery(
        process,
        activity,
        event,
        folio,
        originator,
        statuses,
        priority,
        startedFrom,
        startedBefore,
        values,
        sort,
        of,
        cursor,
        limit);
  }

  public WorklistQuery data(String field, Object value) {
    var more = new LinkedHashMap<>(data);
    more.put(field, value);
    return data(more);
  }

  public WorklistQuery sort(Sort order) {
    return new WorklistQuery(
        process,
        activity,
        event,
        folio,
        originator,
        statuses,
        priority,
        startedFrom,
        startedBefore,
        data,
        order,
        of,
        cursor,
        limit);
  }

  public WorklistQuery of(@Nullable String user) {
    return new WorklistQuery(
        process,
        activity,
        event,
        folio,
        originator,
        statuses,
        priority,
        startedFrom,
        startedBefore,
        data,
        sort,
        user,
        cursor,
        limit);
  }

  public WorklistQuery after(@Nullable String nextCursor) {
    return new WorklistQuery(
        process,
        activity,
        event,
        folio,
        originator,
        statuses,
        priority,
        startedFrom,
        startedBefore,
        data,
        sort,
        of,
        nextCursor,
        limit);
  }

  public WorklistQuery limit(int rows) {
    return new WorklistQuery(
        process,
        activity,
        event,
        folio,
        originator,
        statuses,
        priority,
        startedFrom,
        startedBefore,
        data,
        sort,
        of,
        cursor,
        rows);
  }
}
