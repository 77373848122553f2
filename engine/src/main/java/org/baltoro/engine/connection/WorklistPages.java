package org.baltoro.engine.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.WorklistCount;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistQuery;
import org.baltoro.api.WorklistStatus;
import org.baltoro.engine.security.Absences.Work;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Allocation;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.ItemRights;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.store.Store.ProcessRow;
import org.baltoro.store.Store.WorklistRow;
import org.baltoro.store.WorklistFilter;
import org.baltoro.store.WorklistFilter.Key;
import org.baltoro.store.WorklistFilter.Order;
import org.jspecify.annotations.Nullable;

/**
 * Worklists, page by page. The store finds what may fit; what only the states know (who sleeps, who
 * has answered, whose work is forwarded to whom) is looked at here, and what falls out is made up
 * for by the next ones, up to a bound.
 */
final class WorklistPages {
  /** Items looked at for one page, or for a count, at most. */
  private static final int SCANNED_MAX = 10_000;

  private static final int COUNTED_MAX = 10_000;
  private static final int CHUNK_MAX = 1_000;

  private final Parts parts;
  private final Principal principal;
  private final WorklistQuery query;
  private final Order order;
  private final List<String> own;
  private final String viewer;
  private final Instant now;

  WorklistPages(Parts parts, Principal principal, WorklistQuery query) {
    this.parts = parts;
    this.principal = principal;
    this.query = query;
    order = order(query.sort());
    own = parts.directory().subjects(principal);
    viewer = query.of() == null ? principal.name() : managed(query.of());
    now = parts.clock().instant();
  }

  private String managed(String user) {
    var name = parts.logins().named(user).name();
    if (!name.equals(principal.name()) && !parts.directory().manages(principal.name(), name)) {
      if (!parts.rights().has(principal, ServerRight.ADMIN)) {
        throw new BaltoroException(
            Problem.ACCESS_DENIED,
            "The worklist of '%s' is shown to them, to who manages them, and to administrators."
                .formatted(name));
      }
    }
    return name;
  }

  private static Order order(WorklistQuery.Sort sort) {
    return switch (sort) {
      case OLDEST -> Order.OLDEST;
      case NEWEST -> Order.NEWEST;
      case PRIORITY -> Order.PRIORITY;
      case FOLIO -> Order.FOLIO;
      case PROCESS -> Order.PROCESS;
    };
  }

  Page<WorklistEntry> page() {
    var entries = new ArrayList<WorklistEntry>();
    var next =
        walk(
            query.cursor() == null ? null : key(query.cursor()),
            query.limit(),
            (row, event, offered, having) -> {
              entries.add(entry(row.instance().state(), event, offered, having));
              return entries.size() < query.limit();
            });
    return new Page<>(entries, next == null ? null : cursor(next));
  }

  WorklistCount count() {
    var counted = new int[1];
    var after = walk(null, CHUNK_MAX, (row, event, offered, having) -> ++counted[0] < COUNTED_MAX);
    return new WorklistCount(counted[0], after != null);
  }

  /** Takes an item; false: that was enough. */
  private interface Taking {
    boolean take(WorklistRow row, EventInstance event, Offered offered, Having having);
  }

  /**
   * Hands over what fits.
   *
   * @return from where to go on; null when there is no more
   */
  private @Nullable Key walk(@Nullable Key from, int first, Taking taking) {
    var filter = filter();
    var after = from;
    int chunk = first;
    for (int scanned = 0; scanned < SCANNED_MAX; scanned += chunk) {
      chunk = Math.min(CHUNK_MAX, scanned == 0 ? first : 2 * chunk);
      var page = parts.store().worklist(filter.from(after, chunk));
      if (page.tooMany()) {
        throw tooMany();
      }
      for (int number = 0; number < page.rows().size(); number++) {
        var row = page.rows().get(number);
        if (!handedOver(row, taking)) {
          boolean last = page.next() == null && number == page.rows().size() - 1;
          return last ? null : order.keyOf(row);
        }
      }
      after = page.next();
      if (after == null) {
        return null;
      }
    }
    return after;
  }

  private boolean handedOver(WorklistRow row, Taking taking) {
    var state = row.instance().state();
    var event = state.events().get(row.item());
    if (event == null || !(event.status() instanceof Offered offered)) {
      return true;
    }
    var having = having(state, event, offered);
    return having == null
        || !fits(state, event, offered)
        || taking.take(row, event, offered, having);
  }

  private WorklistFilter filter() {
    var asked =
        query.process() == null
            ? parts.definitions().all()
            : List.of(new VisibleProcesses(parts, principal).named(query.process()));
    return new WorklistFilter(
        subjects(),
        !Set.of(WorklistStatus.AVAILABLE, WorklistStatus.OPEN).containsAll(query.statuses()),
        query.process() == null ? null : asked.stream().map(ProcessRow::id).toList(),
        query.folio(),
        query.originator(),
        query.priority(),
        query.data().isEmpty() ? Map.of() : parts.lists().searched(asked, query.data()),
        order,
        null,
        query.limit());
  }

  /** Under whose names there may be something. */
  private List<String> subjects() {
    if (query.of() != null) {
      return List.of(viewer);
    }
    var subjects = new ArrayList<>(own);
    subjects.addAll(parts.directory().absences().mayBeRepresentedBy(viewer));
    return subjects;
  }

  // ---- what only the state knows

  private @Nullable Having having(ProcessState state, EventInstance event, Offered offered) {
    if (query.of() != null) {
      var subjects = List.of(viewer);
      return offered.isFor(subjects) ? new Having(subjects, viewer) : null;
    }
    return Having.listed(parts, principal, work(parts, state, event), offered, own);
  }

  /** What an exception of the out of office can be for. */
  static Work work(Parts parts, ProcessState state, EventInstance event) {
    var definition = parts.definitions().get(state.process(), state.version()).definition();
    var activity = state.activity(event.activityInstance()).activity();
    return new Work(state.process(), activity, InstanceView.eventName(definition, activity, event));
  }

  private boolean fits(ProcessState state, EventInstance event, Offered offered) {
    if (!query.statuses().contains(status(offered, viewer, now))) {
      return false;
    }
    var from = query.startedFrom();
    var before = query.startedBefore();
    if ((from != null && offered.since().isBefore(from))
        || (before != null && !offered.since().isBefore(before))) {
      return false;
    }
    if (query.activity() == null && query.event() == null) {
      return true;
    }
    var work = work(parts, state, event);
    return (query.activity() == null || query.activity().equals(work.activity()))
        && (query.event() == null || query.event().equals(work.event()));
  }

  /** What an item is to a user. */
  static WorklistStatus status(Offered offered, String user, Instant now) {
    if (offered.responseOf(user) != null) {
      return WorklistStatus.COMPLETED;
    }
    if (offered.isOpenFor(user)) {
      return WorklistStatus.OPEN;
    }
    if (offered.isAsleepFor(user, now)) {
      return WorklistStatus.SLEEP;
    }
    return offered.freeSlots() > 0 ? WorklistStatus.AVAILABLE : WorklistStatus.ALLOCATED;
  }

  private WorklistEntry entry(
      ProcessState state, EventInstance event, Offered offered, Having having) {
    var definition = parts.definitions().get(state.process(), state.version()).definition();
    var client = Lists.clientEvent(definition, state, event);
    var activity = state.activity(event.activityInstance());
    return new WorklistEntry(
        new SerialNumber(state.instance(), event.item()).toString(),
        state.instance(),
        state.process(),
        state.folio(),
        state.priority(),
        activity.activity(),
        client.name(),
        ItemRights.allowed(client, offered, having.subjects()),
        offered.destinations(),
        offered.since(),
        status(offered, viewer, now),
        state.originator(),
        having.onBehalfOf(),
        offered.allocations().stream().map(Allocation::user).toList(),
        client.instruction(),
        formUrl(parts, definition, state, activity, client),
        expectedBy(definition, activity));
  }

  /** Where the work is done; null if the expression gives no text. */
  static @Nullable String formUrl(
      Parts parts,
      ProcessDefinition definition,
      ProcessState state,
      ActivityInstance activity,
      ClientEvent client) {
    Expression form = client.form();
    if (form == null) {
      return null;
    }
    var scope = state.scope(definition, activity, false, parts.clock().instant());
    return parts.rules().text(form, scope) instanceof RuleOutcome.Answer<String> answer
        ? answer.value()
        : null;
  }

  static @Nullable Instant expectedBy(ProcessDefinition definition, ActivityInstance activity) {
    var expected = definition.activity(activity.activity()).expectedDuration();
    return expected == null ? null : activity.since().plus(expected);
  }

  // ---- cursors

  /** The serial number, and behind it what else the order goes by. */
  private String cursor(Key key) {
    var serial = new SerialNumber(key.instance(), key.item()).toString();
    return switch (order) {
      case OLDEST, NEWEST -> serial;
      case PRIORITY -> serial + "." + key.priority();
      case FOLIO, PROCESS -> serial + "." + encoded(key.text());
    };
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private Key key(String cursor) {
    var places = cursor.split("\\.", 2);
    try {
      var serial = SerialNumber.parse(places[0]);
      var rest = places.length == 2 ? places[1] : "";
      return switch (order) {
        case OLDEST, NEWEST -> new Key("", 0, serial.instance(), serial.item());
        case PRIORITY -> new Key("", Integer.parseInt(rest), serial.instance(), serial.item());
        case FOLIO, PROCESS ->
            new Key(
                new String(
                    Base64.getUrlDecoder().decode(rest), java.nio.charset.StandardCharsets.UTF_8),
                0,
                serial.instance(),
                serial.item());
      };
    } catch (IllegalArgumentException malformed) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "'%s' is no cursor: give the page's nextCursor.".formatted(cursor));
    }
  }

  private BaltoroException tooMany() {
    return new BaltoroException(
        Problem.INVALID_REQUEST,
        ("More than %,d items would have to be put in order. Narrow the filter by a folio or by"
                + " data fields that fewer items have, or sort by start date or priority.")
            .formatted(WorklistFilter.CANDIDATES_MAX),
        Map.of("field", "sort"));
  }
}
