package org.baltoro.forms.broker.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.baltoro.api.Connection;
import org.baltoro.api.NewProcessInstance;
import org.baltoro.api.ProcessInstance;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceProperty;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** Instances of any process, without their data. */
final class ProcessInstanceObject implements WorkflowObject {
  static final String NAME = "Process Instance";
  private static final String START = "Start";
  private static final String READ = "Read";

  /** What every instance has. */
  static final List<ServiceProperty> PROPERTIES =
      List.of(
          new ServiceProperty(Names.INSTANCE, PropertyType.NUMBER, true, false, null),
          ServiceProperty.of(Names.PROCESS, PropertyType.TEXT),
          ServiceProperty.of(Names.VERSION, PropertyType.NUMBER),
          ServiceProperty.of(Names.FOLIO, PropertyType.TEXT),
          ServiceProperty.of(Names.PRIORITY, PropertyType.NUMBER),
          ServiceProperty.of(Names.STATUS, PropertyType.TEXT),
          ServiceProperty.of(Names.ORIGINATOR, PropertyType.TEXT),
          ServiceProperty.of(Names.START_DATE, PropertyType.DATE_TIME),
          ServiceProperty.of(Names.FINISH_DATE, PropertyType.DATE_TIME));

  private final ServiceObject description;

  ProcessInstanceObject() {
    var all = PROPERTIES.stream().map(ServiceProperty::name).toList();
    description =
        new ServiceObject(
            NAME,
            "Instances of any process",
            PROPERTIES,
            List.of(
                new MethodBuilder(START, MethodKind.CREATE)
                    .requires(Names.PROCESS)
                    .takes(Names.FOLIO, Names.PRIORITY)
                    .parameter(Names.SYNCHRONOUS, PropertyType.YES_NO)
                    .parameter(Names.IDEMPOTENCY_KEY, PropertyType.TEXT)
                    .gives(all)
                    .build(),
                new MethodBuilder(READ, MethodKind.READ)
                    .requires(Names.INSTANCE)
                    .gives(all)
                    .build()));
  }

  @Override
  public ServiceObject description() {
    return description;
  }

  @Override
  public ServiceResult execute(ServiceCall call, Connection connection) {
    var inputs = Inputs.of(call);
    var instance =
        switch (call.serviceMethod()) {
          case START -> {
            var prepared = connection.createProcessInstance(inputs.required(Names.PROCESS));
            yield start(connection, prepare(prepared, inputs), inputs);
          }
          case READ -> connection.openProcessInstance(inputs.number(Names.INSTANCE));
          default -> throw WorkflowObject.unknown(call);
        };
    return ServiceResult.of(new Row(row(instance)));
  }

  /** Sets what is no data field. */
  static NewProcessInstance prepare(NewProcessInstance prepared, Inputs inputs) {
    var folio = inputs.text(Names.FOLIO);
    var priority = inputs.small(Names.PRIORITY);
    var key = inputs.text(Names.IDEMPOTENCY_KEY);
    if (folio != null) {
      prepared.folio(folio);
    }
    if (priority != null) {
      prepared.priority(priority);
    }
    if (key != null) {
      prepared.idempotencyKey(key);
    }
    return prepared;
  }

  static ProcessInstance start(Connection connection, NewProcessInstance prepared, Inputs inputs) {
    return connection.startProcessInstance(prepared, inputs.truth(Names.SYNCHRONOUS, false));
  }

  static SequencedMap<String, @Nullable Object> row(ProcessInstance instance) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    values.put(Names.INSTANCE, instance.id());
    values.put(Names.PROCESS, instance.process());
    values.put(Names.VERSION, (long) instance.version());
    values.put(Names.FOLIO, instance.folio());
    values.put(Names.PRIORITY, (long) instance.priority());
    values.put(Names.STATUS, instance.status().label());
    values.put(Names.ORIGINATOR, instance.originator());
    values.put(Names.START_DATE, instance.startDate());
    values.put(Names.FINISH_DATE, instance.finishDate());
    return values;
  }
}
