package org.baltoro.forms.broker.workflow;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.Connection;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistQuery;
import org.baltoro.api.WorklistStatus;
import org.baltoro.forms.broker.PushDown;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceProperty;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** Items of the caller's worklist, of any process. */
final class WorklistItemObject implements WorkflowObject {
  static final String NAME = "Worklist Item";
  private static final String LIST = "List";
  private static final String OPEN = "Open";
  private static final String FINISH = "Finish";
  private static final String RELEASE = "Release";
  private static final String REDIRECT = "Redirect";
  private static final String DELEGATE = "Delegate";
  private static final String SLEEP = "Sleep";
  private static final String WAKE = "Wake";
  private static final String COMMENT = "Comment";

  private static final String SINCE = "Since";
  private static final String DESTINATIONS = "Destinations";
  private static final String ON_BEHALF_OF = "On Behalf Of";
  private static final String ALLOCATED_TO = "Allocated To";
  private static final String FORM = "Form";
  private static final String EXPECTED_BY = "Expected By";
  private static final String WORKLIST_OF = "Worklist Of";
  private static final String EVERY_STATUS = "Every Status";
  private static final String UNTIL = "Until";
  private static final String TEXT = "Text";
  private static final int PAGE = 200;

  private static final List<ServiceProperty> PROPERTIES =
      List.of(
          new ServiceProperty(Names.SERIAL_NUMBER, PropertyType.TEXT, true, false, null),
          ServiceProperty.of(Names.INSTANCE, PropertyType.NUMBER),
          ServiceProperty.of(Names.PROCESS, PropertyType.TEXT),
          ServiceProperty.of(Names.FOLIO, PropertyType.TEXT),
          ServiceProperty.of(Names.PRIORITY, PropertyType.NUMBER),
          ServiceProperty.of(Names.ACTIVITY, PropertyType.TEXT),
          ServiceProperty.of(Names.EVENT, PropertyType.TEXT),
          ServiceProperty.of(Names.ACTIONS, PropertyType.MULTIVALUE),
          ServiceProperty.of(DESTINATIONS, PropertyType.MULTIVALUE),
          ServiceProperty.of(SINCE, PropertyType.DATE_TIME),
          ServiceProperty.of(Names.STATUS, PropertyType.TEXT),
          ServiceProperty.of(Names.ORIGINATOR, PropertyType.TEXT),
          ServiceProperty.of(ON_BEHALF_OF, PropertyType.TEXT),
          ServiceProperty.of(ALLOCATED_TO, PropertyType.MULTIVALUE),
          ServiceProperty.of(Names.INSTRUCTION, PropertyType.MEMO),
          ServiceProperty.of(FORM, PropertyType.TEXT),
          ServiceProperty.of(EXPECTED_BY, PropertyType.DATE_TIME));

  /** What the worklist itself finds by. */
  private static final Set<String> FILTERED =
      new LinkedHashSet<>(
          List.of(Names.PROCESS, Names.ACTIVITY, Names.EVENT, Names.ORIGINATOR, Names.PRIORITY));

  private final ServiceObject description;

  WorklistItemObject() {
    var all = PROPERTIES.stream().map(ServiceProperty::name).toList();
    var finds =
        new PushDown(FILTERED, EnumSet.of(Filter.Operator.EQUALS), false, Set.of(), 0, false);
    description =
        new ServiceObject(
            NAME,
            "Items of the caller's worklist",
            PROPERTIES,
            List.of(
                new MethodBuilder(LIST, MethodKind.LIST)
                    .takes(List.copyOf(FILTERED))
                    .takes(Names.FOLIO, Names.STATUS)
                    .parameter(WORKLIST_OF, PropertyType.TEXT)
                    .parameter(EVERY_STATUS, PropertyType.YES_NO)
                    .gives(all)
                    .build(finds),
                item(OPEN).parameter(Names.ALLOCATE, PropertyType.YES_NO).gives(all).build(),
                item(FINISH)
                    .requiredParameter(Names.ACTION, PropertyType.TEXT)
                    .parameter(Names.SYNCHRONOUS, PropertyType.YES_NO)
                    .build(),
                item(RELEASE).build(),
                item(REDIRECT).requiredParameter(Names.USER, PropertyType.TEXT).build(),
                item(DELEGATE).requiredParameter(Names.USER, PropertyType.TEXT).build(),
                item(SLEEP).parameter(UNTIL, PropertyType.DATE_TIME).build(),
                item(WAKE).build(),
                item(COMMENT).requiredParameter(TEXT, PropertyType.MEMO).build()));
  }

  private static MethodBuilder item(String name) {
    return new MethodBuilder(name, MethodKind.EXECUTE).requires(Names.SERIAL_NUMBER);
  }

  @Override
  public ServiceObject description() {
    return description;
  }

  @Override
  public ServiceResult execute(ServiceCall call, Connection connection) {
    if (call.serviceMethod().equals(LIST)) {
      return list(call, connection);
    }
    var inputs = Inputs.of(call);
    boolean opens = call.serviceMethod().equals(OPEN);
    var item =
        connection.openWorklistItem(
            inputs.required(Names.SERIAL_NUMBER), opens && inputs.truth(Names.ALLOCATE, true));
    if (opens) {
      return ServiceResult.of(
          new Row(ProcessInstanceObject.row(item.processInstance())).with(opened(item)));
    }
    act(call, inputs, item);
    return ServiceResult.NOTHING;
  }

  private static void act(ServiceCall call, Inputs inputs, WorklistItem item) {
    switch (call.serviceMethod()) {
      case FINISH ->
          item.finish(inputs.required(Names.ACTION), inputs.truth(Names.SYNCHRONOUS, false));
      case RELEASE -> item.release();
      case REDIRECT -> item.redirect(inputs.required(Names.USER));
      case DELEGATE -> item.delegate(inputs.required(Names.USER));
      case SLEEP -> item.sleep((java.time.Instant) call.inputs().get(UNTIL));
      case WAKE -> item.wake();
      case COMMENT -> item.addComment(inputs.required(TEXT));
      default -> throw WorkflowObject.unknown(call);
    }
  }

  /** What an item has of its own, when it is opened. */
  static Row opened(WorklistItem item) {
    return Row.of(
        Names.SERIAL_NUMBER,
        item.serialNumber(),
        Names.ACTIVITY,
        item.activity(),
        Names.EVENT,
        item.event(),
        Names.ACTIONS,
        item.actions(),
        DESTINATIONS,
        item.destinations(),
        SINCE,
        item.startDate(),
        Names.STATUS,
        item.status().label(),
        ON_BEHALF_OF,
        item.onBehalfOf(),
        ALLOCATED_TO,
        item.allocatedTo(),
        Names.INSTRUCTION,
        item.instruction(),
        FORM,
        item.formUrl(),
        EXPECTED_BY,
        item.expectedBy());
  }

  // ---- list

  private static ServiceResult list(ServiceCall call, Connection connection) {
    var conditions = new LinkedHashMap<String, Object>();
    if (!collect(call.inputs(), conditions) || !collect(call.filter(), conditions)) {
      return ServiceResult.NOTHING;
    }
    var query = query(call, conditions);
    var rows = new ArrayList<Row>();
    String cursor = null;
    do {
      var page =
          connection.worklist(
              query.after(cursor).limit(Math.min(PAGE, call.rowsMax() + 1 - rows.size())));
      page.items().forEach(entry -> rows.add(row(entry)));
      cursor = page.nextCursor();
    } while (cursor != null && rows.size() <= call.rowsMax());
    return rows.size() > call.rowsMax()
        ? new ServiceResult(rows.subList(0, call.rowsMax()), true)
        : new ServiceResult(rows, false);
  }

  /** Takes the inputs as conditions; false if one is empty, which nothing has. */
  private static boolean collect(Row inputs, Map<String, Object> conditions) {
    for (var input : inputs.values().entrySet()) {
      boolean parameter = input.getKey().equals(WORKLIST_OF) || input.getKey().equals(EVERY_STATUS);
      if (input.getValue() == null && !parameter) {
        return false;
      }
      if (input.getValue() != null) {
        conditions.put(input.getKey(), input.getValue());
      }
    }
    return true;
  }

  /** Takes the filter as conditions; false if two of them exclude each other. */
  private static boolean collect(@Nullable Filter filter, Map<String, Object> conditions) {
    return switch (filter) {
      case null -> true;
      case Filter.And and -> and.parts().stream().allMatch(part -> collect(part, conditions));
      case Filter.Compare compare -> {
        var before = conditions.put(compare.property(), compare.value());
        yield before == null || before.equals(compare.value());
      }
      case Filter.Or or -> throw new IllegalArgumentException("A worklist knows no Or.");
      case Filter.Not not -> throw new IllegalArgumentException("A worklist knows no Not.");
      case Filter.In in -> throw new IllegalArgumentException("A worklist knows no In.");
      case Filter.Empty empty -> throw new IllegalArgumentException("A worklist knows no Empty.");
    };
  }

  private static WorklistQuery query(ServiceCall call, Map<String, Object> conditions) {
    var inputs = new Inputs(Row.of(conditions));
    var query =
        WorklistQuery.all()
            .process(inputs.text(Names.PROCESS))
            .activity(inputs.text(Names.ACTIVITY))
            .event(inputs.text(Names.EVENT))
            .folio(inputs.text(Names.FOLIO))
            .originator(inputs.text(Names.ORIGINATOR))
            .priority(inputs.small(Names.PRIORITY))
            .of(inputs.text(WORKLIST_OF));
    var status = inputs.text(Names.STATUS);
    if (status != null) {
      return query.statuses(Set.of(status(status)));
    }
    return Inputs.of(call).truth(EVERY_STATUS, false)
        ? query.statuses(EnumSet.allOf(WorklistStatus.class))
        : query;
  }

  private static WorklistStatus status(String label) {
    try {
      return WorklistStatus.of(label);
    } catch (IllegalArgumentException unknown) {
      throw Inputs.refused(
          Names.STATUS, FieldError.Code.REFUSED, String.valueOf(unknown.getMessage()));
    }
  }

  private static Row row(WorklistEntry entry) {
    return Row.of(
        Names.SERIAL_NUMBER,
        entry.serialNumber(),
        Names.INSTANCE,
        entry.instance(),
        Names.PROCESS,
        entry.process(),
        Names.FOLIO,
        entry.folio(),
        Names.PRIORITY,
        (long) entry.priority(),
        Names.ACTIVITY,
        entry.activity(),
        Names.EVENT,
        entry.event(),
        Names.ACTIONS,
        entry.actions(),
        DESTINATIONS,
        entry.destinations(),
        SINCE,
        entry.startDate(),
        Names.STATUS,
        entry.status().label(),
        Names.ORIGINATOR,
        entry.originator(),
        ON_BEHALF_OF,
        entry.onBehalfOf(),
        ALLOCATED_TO,
        entry.allocatedTo(),
        Names.INSTRUCTION,
        entry.instruction(),
        FORM,
        entry.formUrl(),
        EXPECTED_BY,
        entry.expectedBy());
  }
}
