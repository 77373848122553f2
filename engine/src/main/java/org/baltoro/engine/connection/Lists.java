package org.baltoro.engine.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.ErrorQuery;
import org.baltoro.api.InstanceError;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.ProcessInstanceSummary;
import org.baltoro.api.WaitingServerItem;
import org.baltoro.api.WaitingServerItemQuery;
import org.baltoro.engine.data.Values;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.store.SearchText;
import org.baltoro.store.Store.InstanceFilter;
import org.baltoro.store.Store.InstanceRow;
import org.baltoro.store.Store.ProcessRow;
import org.baltoro.store.Store.WaitingFilter;
import org.jspecify.annotations.Nullable;

/** Lists, page by page: only what the asking user may see. */
final class Lists {
  private static final int SCAN = 200;

  private final Parts parts;

  Lists(Parts parts) {
    this.parts = parts;
  }

  Page<ProcessInstanceSummary> instances(Principal principal, ProcessInstanceQuery query) {
    var asked = asked(principal, query.process());
    var filter =
        new InstanceFilter(
            with(principal, asked, ProcessRight.VIEW),
            with(principal, asked, ProcessRight.VIEW_PARTICIPATE),
            principal.name(),
            parts.directory().subjects(principal),
            query.status() == null ? null : query.status().code(),
            null,
            query.folio(),
            query.originator(),
            millis(query.startedFrom()),
            millis(query.startedBefore()),
            query.parent(),
            searched(asked, query.data()),
            query.cursor() == null ? Long.MAX_VALUE : number(query.cursor()),
            query.limit());
    var rows = parts.store().instances(filter);
    var next =
        rows.size() < query.limit() || rows.isEmpty() ? null : String.valueOf(rows.getLast().id());
    return new Page<>(rows.stream().map(Lists::summary).toList(), next);
  }

  /** Walks the instances with waiting items; a page may end inside an instance. */
  Page<WaitingServerItem> waiting(Principal principal, WaitingServerItemQuery query) {
    var asked = asked(principal, query.process());
    var processes = with(principal, asked, ProcessRight.SERVER_EVENT);
    var data = searched(asked, query.data());
    var after = query.cursor() == null ? new SerialNumber(1, 1) : serial(query.cursor());
    boolean first = query.cursor() == null;
    var items = new ArrayList<WaitingServerItem>();
    long from = after.instance();
    while (true) {
      var scanned = parts.store().waiting(new WaitingFilter(processes, data, from, SCAN));
      for (var stored : scanned) {
        boolean begun = !first && stored.id() == after.instance();
        for (var item : waitingIn(stored.state(), query)) {
          if (begun && SerialNumber.parse(item.serialNumber()).item() <= after.item()) {
            continue;
          }
          if (items.size() == query.limit()) {
            return new Page<>(items, items.getLast().serialNumber());
          }
          items.add(item);
        }
        from = stored.id() + 1;
      }
      if (scanned.size() < SCAN) {
        return new Page<>(items, null);
      }
    }
  }

  Page<InstanceError> errors(Principal principal, ErrorQuery query) {
    var processes = with(principal, asked(principal, query.process()), ProcessRight.ADMIN);
    long before = query.cursor() == null ? Long.MAX_VALUE : number(query.cursor());
    var errors = new ArrayList<InstanceError>();
    while (true) {
      var rows = parts.store().inError(processes, before, query.limit());
      for (var row : rows) {
        for (var failure : row.state().failures().values()) {
          var error = InstanceView.error(row.state(), failure);
          if (matches(error, query)) {
            errors.add(error);
          }
        }
        if (errors.size() >= query.limit()) {
          return new Page<>(errors, String.valueOf(row.id()));
        }
        before = row.id();
      }
      if (rows.size() < query.limit()) {
        return new Page<>(errors, null);
      }
    }
  }

  private static boolean matches(InstanceError error, ErrorQuery query) {
    return (query.activity() == null || query.activity().equals(error.activity()))
        && (query.code() == null || query.code().equals(error.code()))
        && (query.text() == null
            || error
                .message()
                .toLowerCase(Locale.ROOT)
                .contains(query.text().toLowerCase(Locale.ROOT)));
  }

  /** The client event that an offered item is an instance of. */
  static ClientEvent clientEvent(
      ProcessDefinition definition, ProcessState state, EventInstance event) {
    if (event.job() instanceof Job.Event(int owner, int number)
        && definition.activity(state.activity(owner).activity()).events().get(number)
            instanceof ClientEvent client) {
      return client;
    }
    throw new IllegalStateException("Item %d is no client event.".formatted(event.item()));
  }

  private List<WaitingServerItem> waitingIn(ProcessState state, WaitingServerItemQuery query) {
    var items = new ArrayList<WaitingServerItem>();
    var definition = parts.definitions().get(state.process(), state.version()).definition();
    for (var event : state.events().values()) {
      var since = InProcessConnection.waitingSince(event);
      if (since == null) {
        continue;
      }
      var activity = state.activity(event.activityInstance()).activity();
      if ((query.activity() != null && !query.activity().equals(activity))
          || (query.waitingSinceBefore() != null && !since.isBefore(query.waitingSinceBefore()))) {
        continue;
      }
      items.add(
          new WaitingServerItem(
              new SerialNumber(state.instance(), event.item()).toString(),
              state.instance(),
              state.process(),
              state.version(),
              state.folio(),
              activity,
              InstanceView.eventName(definition, activity, event),
              since));
    }
    return items;
  }

  private List<ProcessRow> asked(Principal principal, @Nullable String process) {
    return process == null
        ? parts.definitions().all()
        : List.of(new VisibleProcesses(parts, principal).named(process));
  }

  private List<Long> with(Principal principal, List<ProcessRow> asked, ProcessRight right) {
    return asked.stream()
        .filter(row -> parts.rights().has(principal, row.name(), right))
        .map(ProcessRow::id)
        .toList();
  }

  /** The searched values in the store's form: the field must be searchable in an asked process. */
  Map<String, String> searched(List<ProcessRow> asked, Map<String, Object> data) {
    var texts = new TreeMap<String, String>();
    data.forEach((name, given) -> texts.put(name, searchText(asked, name, given)));
    return texts;
  }

  /** By the first of the processes in whose field the value can stand. */
  private String searchText(List<ProcessRow> asked, String name, Object given) {
    BaltoroException unfit = null;
    for (var row : asked) {
      var fields =
          parts.definitions().get(row.name(), row.defaultVersion()).definition().dataFields();
      var field = DataFieldDefinition.named(fields, name);
      if (field != null && field.searchable()) {
        try {
          return SearchText.of(
              given instanceof String text
                  ? Values.read(name, field.type(), text)
                  : Values.of(name, field.type(), given));
        } catch (BaltoroException ofAnotherType) {
          unfit = ofAnotherType;
        }
      }
    }
    if (unfit != null) {
      throw unfit;
    }
    throw new BaltoroException(
        Problem.INVALID_DATA,
        "No process asked for has a searchable data field '%s'. Declare it with 'searchable: true'."
            .formatted(name),
        Map.of("field", name));
  }

  private static ProcessInstanceSummary summary(InstanceRow row) {
    return new ProcessInstanceSummary(
        row.id(),
        row.process(),
        row.definitionVersion(),
        status(row.status()),
        row.hasError(),
        row.folio(),
        row.originator(),
        row.priority(),
        Instant.ofEpochMilli(row.startedAtMillis()),
        row.finishedAtMillis() == null ? null : Instant.ofEpochMilli(row.finishedAtMillis()));
  }

  private static ProcessInstanceStatus status(int code) {
    for (var status : ProcessInstanceStatus.values()) {
      if (status.code() == code) {
        return status;
      }
    }
    throw new IllegalStateException("The store holds an unknown status: " + code);
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static long number(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException malformed) {
      throw badCursor(cursor);
    }
  }

  private static SerialNumber serial(String cursor) {
    try {
      return SerialNumber.parse(cursor);
    } catch (SerialNumber.MalformedSerialNumber malformed) {
      throw badCursor(cursor);
    }
  }

  private static BaltoroException badCursor(String cursor) {
    return new BaltoroException(
        Problem.INVALID_REQUEST,
        "'%s' is no cursor: give the page's nextCursor.".formatted(cursor));
  }
}
