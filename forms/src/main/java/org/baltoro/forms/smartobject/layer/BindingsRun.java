package org.baltoro.forms.smartobject.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.broker.AnswerBudget;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.ServiceMethod;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.BindingFailure;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.OnFailure;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.Pushed;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;

/** Runs the service methods of one call, in order. */
final class BindingsRun {
  private final CheckedCall call;
  private final SystemValues system;
  private final Services services;
  private final LayerConfig config;
  private final @Nullable OpenTransaction transaction;
  private final AnswerBudget budget;

  /** What each binding that succeeded returned, by its name: single rows only. */
  private final Map<String, Row> outputs = new LinkedHashMap<>();

  private final List<BindingFailure> failures = new ArrayList<>();
  private final LinkedHashMap<String, @Nullable Object> returned = new LinkedHashMap<>();
  private @Nullable Listing listing;
  private @Nullable ServiceResult listed;
  private @Nullable ServiceBinding listBinding;

  BindingsRun(
      CheckedCall call,
      SystemValues system,
      Services services,
      LayerConfig config,
      @Nullable OpenTransaction transaction,
      AnswerBudget budget) {
    this.call = call;
    this.system = system;
    this.services = services;
    this.config = config;
    this.transaction = transaction;
    this.budget = budget;
  }

  Result run() {
    checkBudget(0);
    var result = runAll();
    long size = result.rows().stream().mapToLong(AnswerBudget::bytes).sum();
    if (onlyReads()) {
      checkBudget(size);
    }
    budget.take(size);
    return result;
  }

  /** What has changed something is done, however long its answer: the next entry is refused. */
  private boolean onlyReads() {
    var kind = call.method().kind();
    return kind == MethodKind.LIST || kind == MethodKind.READ;
  }

  private void checkBudget(long more) {
    try {
      budget.check(more);
    } catch (SmartObjectException tooMany) {
      throw new SmartObjectException(
          tooMany.problem(),
          "'%s' was not answered: %s".formatted(call.title(), tooMany.getMessage()));
    }
  }

  private Result runAll() {
    for (var binding : bindings()) {
      try {
        runOne(binding);
      } catch (SmartObjectException failure) {
        if (call.method().bindings().onFailure() == OnFailure.ROLLBACK) {
          throw failure;
        }
        failures.add(new BindingFailure(binding.name(), failure));
      }
    }
    if (failures.size() == bindings().size() && !failures.isEmpty()) {
      throw failures.getFirst().failure();
    }
    return result();
  }

  private List<ServiceBinding> bindings() {
    return call.method().bindings().bindings();
  }

  private void runOne(ServiceBinding binding) {
    var broker = services.broker(binding.service());
    var target = Target.of(binding, broker);
    var inputs = new InputMapper(call, system, outputs, binding, target).inputs();
    boolean lists = target.method().kind() == MethodKind.LIST;
    var listing =
        lists
            ? new Listing(call, binding, target.method().pushDown(), target.object(), config)
            : null;
    var result = execute(binding, broker, serviceCall(binding, inputs, listing));
    if (listing == null) {
      keep(binding, result);
    } else {
      this.listing = listing;
      this.listed = result;
      this.listBinding = binding;
    }
  }

  /** A service method, found in its service's description. */
  record Target(ServiceObject object, ServiceMethod method) {
    static Target of(ServiceBinding binding, ServiceBroker broker) {
      var object =
          broker
              .describe()
              .object(binding.serviceObject())
              .orElseThrow(
                  () -> missing(binding, "object '%s'".formatted(binding.serviceObject())));
      var method =
          object
              .method(binding.serviceMethod())
              .orElseThrow(() ->
                  missing(
                      binding,
                      "method '%s.%s'"
                          .formatted(binding.serviceObject(), binding.serviceMethod())));
      return new Target(object, method);
    }

    private static SmartObjectException missing(ServiceBinding binding, String what) {
      return new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "The service '%s' has no %s now. If it is new there, refresh the service; if it is gone, deploy the SmartObject without it."
              .formatted(binding.service(), what));
    }
  }

  private ServiceCall serviceCall(ServiceBinding binding, Row inputs, @Nullable Listing listing) {
    var returns =
        binding.returns().stream().map(mapping -> mapping.serviceProperty()).distinct().toList();
    return new ServiceCall(
        binding.serviceObject(),
        binding.serviceMethod(),
        inputs,
        returns,
        listing == null ? null : listing.pushedFilter(),
        listing == null ? List.of() : listing.pushedSort(),
        listing == null ? null : listing.pushedPage(),
        listing == null ? 1 : listing.rowsMax());
  }

  private ServiceResult execute(ServiceBinding binding, ServiceBroker broker, ServiceCall asked) {
    var open = transaction;
    boolean goesOn = bindings().size() > 1 && failuresAreKept();
    // A failed statement may spoil the transaction for the bindings that come after it.
    var savepoint = open != null && goesOn ? open.transaction().savepoint() : null;
    try {
      var part = open == null ? null : open.transaction();
      var context = new ServiceContext(system.caller(), part, budget);
      var result = broker.execute(asked, context);
      if (savepoint != null) {
        savepoint.release();
      }
      return result;
    } catch (SmartObjectException failure) {
      if (savepoint != null) {
        savepoint.rollback();
      }
      throw Failures.inTermsOf(call, binding, failure);
    } catch (RuntimeException unexpected) {
      if (savepoint != null) {
        savepoint.rollback();
      }
      throw Failures.unexpected(call, binding, unexpected);
    }
  }

  private boolean failuresAreKept() {
    return switch (call.method().bindings().onFailure()) {
      case CONTINUE -> true;
      case ROLLBACK -> false;
    };
  }

  private void keep(ServiceBinding binding, ServiceResult result) {
    var row = result.rows().isEmpty() ? Row.EMPTY : result.rows().getFirst();
    outputs.put(binding.name(), row);
    if (!result.rows().isEmpty()) {
      returned.putAll(mapped(binding, row));
    }
  }

  /** The row in the SmartObject's properties. */
  private Map<String, @Nullable Object> mapped(ServiceBinding binding, Row row) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var mapping : binding.returns()) {
      var property = call.definition().property(mapping.property());
      if (property.isPresent() && row.has(mapping.serviceProperty())) {
        values.put(
            mapping.property(), converted(property.get(), row.get(mapping.serviceProperty())));
      }
    }
    return values;
  }

  private @Nullable Object converted(Property property, @Nullable Object value) {
    try {
      return property.type().convert(value);
    } catch (ValueRefused refused) {
      throw new SmartObjectException(
          SmartObjectProblem.SOURCE_FAILED,
          "'%s' got a value from its source that does not fit %s: %s Give the property the source's type."
              .formatted(call.title(), property.name(), refused.getMessage()),
          List.of(refused.of(property.name())),
          refused);
    }
  }

  private Result result() {
    if (listing != null && listed != null && listBinding != null) {
      return listResult(listing, listed, listBinding);
    }
    boolean nothing = returned.isEmpty() || call.method().kind() == MethodKind.LIST;
    var rows = nothing ? List.<Row>of() : List.of(ordered(returned));
    return new Result(rows, false, Pushed.all(rows.size()), failures);
  }

  private Result listResult(Listing plan, ServiceResult source, ServiceBinding binding) {
    var rows = new ArrayList<Row>();
    boolean tooMany = source.rows().size() > plan.rowsMax();
    var given = tooMany ? source.rows().subList(0, plan.rowsMax()) : source.rows();
    var columns = columns(binding);
    for (var row : given) {
      rows.add(listed(columns, row));
    }
    var done = plan.finish(rows, source.more() || tooMany);
    return new Result(done.rows(), done.more(), done.pushed(), failures);
  }

  private Row ordered(Map<String, @Nullable Object> values) {
    return Row.of(values).only(call.method().returns());
  }

  /** A property that is returned, and what the source calls it. */
  private record Column(Property property, String source) {}

  private List<Column> columns(ServiceBinding binding) {
    var columns = new ArrayList<Column>();
    for (var mapping : binding.returns()) {
      if (call.method().returns().contains(mapping.property())) {
        call.definition()
            .property(mapping.property())
            .ifPresent(property -> columns.add(new Column(property, mapping.serviceProperty())));
      }
    }
    return columns;
  }

  /** Every row of a list has all the properties that the method returns, and no others. */
  private Row listed(List<Column> columns, Row source) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    call.method().returns().forEach(name -> row.put(name, returned.get(name)));
    for (var column : columns) {
      if (source.has(column.source())) {
        var value = converted(column.property(), source.get(column.source()));
        row.put(column.property().name(), value);
      }
    }
    return new Row(row);
  }
}
