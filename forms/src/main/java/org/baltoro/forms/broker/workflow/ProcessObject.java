package org.baltoro.forms.broker.workflow;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.DataFields;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.WorklistItem;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceMethod;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceProperty;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;

/** Instances of one process with their data fields, and its worklist items with that data. */
final class ProcessObject implements WorkflowObject {
  private static final String START = "Start";
  private static final String READ = "Read";
  private static final String UPDATE = "Update";
  private static final String OPEN_ITEM = "Open Item";
  private static final String FINISH_ITEM = "Finish Item";

  private static final List<ServiceProperty> OF_ITEMS =
      List.of(
          ServiceProperty.of(Names.SERIAL_NUMBER, PropertyType.TEXT),
          ServiceProperty.of(Names.ACTIVITY, PropertyType.TEXT),
          ServiceProperty.of(Names.EVENT, PropertyType.TEXT),
          ServiceProperty.of(Names.ACTIONS, PropertyType.MULTIVALUE),
          ServiceProperty.of(Names.INSTRUCTION, PropertyType.MEMO));

  private final String process;
  private final List<DataField> fields;
  private final ServiceObject description;

  private ProcessObject(String process, List<DataField> fields, List<String> required) {
    this.process = process;
    this.fields = List.copyOf(fields);
    var properties = new ArrayList<>(ProcessInstanceObject.PROPERTIES);
    fields.forEach(
        field -> properties.add(ServiceProperty.of(field.property(), field.propertyType())));
    var ofInstance = properties.stream().map(ServiceProperty::name).toList();
    properties.addAll(OF_ITEMS);
    var ofItem = properties.stream().map(ServiceProperty::name).toList();
    this.description =
        new ServiceObject(
            process, "Instances of " + process, properties, methods(required, ofInstance, ofItem));
  }

  /** The object of a process as its default version is now. */
  static ProcessObject of(Connection connection, String process) {
    var prepared = connection.createProcessInstance(process);
    var taken = new ArrayList<String>();
    ProcessInstanceObject.PROPERTIES.forEach(property -> taken.add(property.name()));
    OF_ITEMS.forEach(property -> taken.add(property.name()));
    taken.addAll(List.of(Names.SYNCHRONOUS, Names.IDEMPOTENCY_KEY, Names.ALLOCATE, Names.ACTION));
    var fields = new ArrayList<DataField>();
    prepared
        .dataFields()
        .types()
        .forEach((name, type) ->
            fields.add(new DataField(name, taken.contains(name) ? "Data " + name : name, type)));
    var required =
        fields.stream()
            .filter(field -> prepared.requiredFields().contains(field.name()))
            .map(DataField::property)
            .toList();
    return new ProcessObject(process, fields, required);
  }

  private List<ServiceMethod> methods(
      List<String> required, List<String> ofInstance, List<String> ofItem) {
    var data = fields.stream().map(DataField::property).toList();
    return List.of(
        new MethodBuilder(START, MethodKind.CREATE)
            .takes(Names.FOLIO, Names.PRIORITY)
            .takes(data)
            .requires(required)
            .parameter(Names.SYNCHRONOUS, PropertyType.YES_NO)
            .parameter(Names.IDEMPOTENCY_KEY, PropertyType.TEXT)
            .gives(ofInstance)
            .build(),
        new MethodBuilder(READ, MethodKind.READ).requires(Names.INSTANCE).gives(ofInstance).build(),
        new MethodBuilder(UPDATE, MethodKind.UPDATE)
            .requires(Names.INSTANCE)
            .takes(Names.FOLIO, Names.PRIORITY)
            .takes(data)
            .gives(ofInstance)
            .build(),
        new MethodBuilder(OPEN_ITEM, MethodKind.EXECUTE)
            .requires(Names.SERIAL_NUMBER)
            .parameter(Names.ALLOCATE, PropertyType.YES_NO)
            .gives(ofItem)
            .build(),
        new MethodBuilder(FINISH_ITEM, MethodKind.EXECUTE)
            .requires(Names.SERIAL_NUMBER)
            .takes(data)
            .requiredParameter(Names.ACTION, PropertyType.TEXT)
            .parameter(Names.SYNCHRONOUS, PropertyType.YES_NO)
            .gives(List.of(Names.INSTANCE))
            .build());
  }

  @Override
  public ServiceObject description() {
    return description;
  }

  @Override
  public ServiceResult execute(ServiceCall call, Connection connection) {
    var inputs = Inputs.of(call);
    return switch (call.serviceMethod()) {
      case START -> start(call, inputs, connection);
      case READ -> row(opened(inputs, connection));
      case UPDATE -> update(call, inputs, connection);
      case OPEN_ITEM -> openItem(inputs, connection);
      case FINISH_ITEM -> finishItem(call, inputs, connection);
      default -> throw WorkflowObject.unknown(call);
    };
  }

  private ServiceResult start(ServiceCall call, Inputs inputs, Connection connection) {
    var prepared = ProcessInstanceObject.prepare(connection.createProcessInstance(process), inputs);
    write(call.inputs(), prepared.dataFields());
    return row(ProcessInstanceObject.start(connection, prepared, inputs));
  }

  private ProcessInstance opened(Inputs inputs, Connection connection) {
    long id = inputs.number(Names.INSTANCE);
    return ofThisProcess(connection.openProcessInstance(id), Names.INSTANCE);
  }

  private ProcessInstance ofThisProcess(ProcessInstance instance, String field) {
    if (!instance.process().equals(process)) {
      throw Inputs.refused(
          field, FieldError.Code.REFUSED, "is of '%s'.".formatted(instance.process()));
    }
    return instance;
  }

  private ServiceResult update(ServiceCall call, Inputs inputs, Connection connection) {
    var instance = opened(inputs, connection);
    var folio = inputs.text(Names.FOLIO);
    var priority = inputs.small(Names.PRIORITY);
    if (call.inputs().has(Names.FOLIO)) {
      instance.setFolio(folio == null ? "" : folio);
    }
    if (priority != null) {
      instance.setPriority(priority);
    }
    write(call.inputs(), instance.dataFields());
    instance.update();
    return row(connection.openProcessInstance(instance.id()));
  }

  private ServiceResult openItem(Inputs inputs, Connection connection) {
    var item =
        connection.openWorklistItem(
            inputs.required(Names.SERIAL_NUMBER), inputs.truth(Names.ALLOCATE, true));
    var instance = ofThisProcess(item.processInstance(), Names.SERIAL_NUMBER);
    return ServiceResult.of(values(instance).with(WorklistItemObject.opened(item)));
  }

  private ServiceResult finishItem(ServiceCall call, Inputs inputs, Connection connection) {
    WorklistItem item = connection.openWorklistItem(inputs.required(Names.SERIAL_NUMBER), false);
    var instance = ofThisProcess(item.processInstance(), Names.SERIAL_NUMBER);
    write(call.inputs(), instance.dataFields());
    item.finish(inputs.required(Names.ACTION), inputs.truth(Names.SYNCHRONOUS, false));
    return ServiceResult.of(Row.of(Names.INSTANCE, instance.id()));
  }

  private void write(Row inputs, DataFields into) {
    for (var field : fields) {
      if (inputs.has(field.property())) {
        into.set(field.name(), field.toField(inputs.get(field.property())));
      }
    }
  }

  private ServiceResult row(ProcessInstance instance) {
    return ServiceResult.of(values(instance));
  }

  private Row values(ProcessInstance instance) {
    var values = ProcessInstanceObject.row(instance);
    var present = instance.dataFields().names();
    for (var field : fields) {
      // An instance of an earlier version may lack a field.
      boolean has = present.contains(field.name());
      values.put(
          field.property(), has ? field.toProperty(instance.dataFields().get(field.name())) : null);
    }
    return new Row(values);
  }
}
