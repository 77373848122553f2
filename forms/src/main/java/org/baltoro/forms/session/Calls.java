package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.baltoro.forms.document.ControlMethod;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.document.ListFilter;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.ViewSource;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.Sort;
import org.jspecify.annotations.Nullable;

/** The SmartObject calls that an action makes: one, none, or one for each item. */
final class Calls {
  private final ActionWork work;
  private final Reader reader;

  private Calls(ActionWork work) {
    this.work = work;
    this.reader = work.reader;
  }

  /** Whether an operation does nothing but call SmartObjects. */
  static boolean isCall(Operation operation, RunContext context, String part) {
    return switch (operation) {
      case Operation.ExecuteSmartObject call -> true;
      case Operation.ExecuteViewMethod call -> true;
      case Operation.ExecuteForItems calls -> true;
      case Operation.RunViewMethod(var view, var method) ->
          method == ViewMethod.REFRESH || method == ViewMethod.LOAD_MORE;
      case Operation.RunControlMethod populate ->
          populate.method() == ControlMethod.POPULATE && !isWorklist(populate, context.home(part));
      default -> false;
    };
  }

  private static boolean isWorklist(Operation.RunControlMethod populate, Home home) {
    var area = home.find(populate.scope());
    var control = area == null ? null : area.controls.get(populate.control());
    return control != null && control.definition.type() == ControlType.WORKLIST;
  }

  /** The calls of an action, in order. Called under the lock. */
  static List<PlannedCall> of(ActionWork work) throws RuleFailure {
    var calls = new Calls(work);
    return switch (work.action.operation()) {
      case Operation.ExecuteSmartObject operation -> List.of(calls.direct(operation));
      case Operation.ExecuteViewMethod operation -> List.of(calls.ofView(operation));
      case Operation.RunViewMethod(var view, var method) ->
          method == ViewMethod.LOAD_MORE
              ? calls.loadMore(calls.reader.area(view))
              : calls.load(calls.reader.area(view));
      case Operation.ExecuteForItems operation -> calls.forItems(operation);
      case Operation.RunControlMethod operation -> calls.populate(operation);
      default ->
          throw new IllegalStateException(
              "%s calls no SmartObject: a bug of who asks.".formatted(work.action.operation()));
    };
  }

  /** A call by its parts. */
  private record Plan(MethodReference method, Prepare prepare, Apply apply) implements PlannedCall {
    interface Prepare {
      MethodCall call() throws RuleFailure;
    }

    interface Apply {
      void apply(Result result) throws RuleFailure;
    }

    @Override
    public MethodCall call() throws RuleFailure {
      return prepare.call();
    }

    @Override
    public void apply(Result result) throws RuleFailure {
      apply.apply(result);
    }
  }

  private static MethodCall call(
      MethodReference method,
      MethodInputs inputs,
      @Nullable ListFilter filter,
      List<Sort> order,
      @Nullable Page page,
      Reader reader)
      throws RuleFailure {
    return new MethodCall(
        method.smartObject(),
        method.method(),
        inputs.inputs(),
        inputs.parameters(),
        reader.filter(filter),
        order,
        page);
  }

  private PlannedCall direct(Operation.ExecuteSmartObject operation) {
    var method = new MethodReference(operation.smartObject(), operation.method());
    return new Plan(
        method,
        () ->
            call(
                method,
                MethodInputs.mapped(operation.inputs(), reader),
                operation.filter(),
                operation.order(),
                null,
                reader),
        result -> {
          work.returned(result.rows());
          work.writer.transfer(operation.outputs());
        });
  }

  private PlannedCall ofView(Operation.ExecuteViewMethod operation) throws RuleFailure {
    var area = reader.area(operation.view());
    var source = source(area);
    var method = new MethodReference(source.smartObject(), operation.method());
    boolean sourceMethod = operation.method().equals(source.method());
    var filter = operation.filter() == null && sourceMethod ? source.filter() : operation.filter();
    var filterReader = operation.filter() == null ? reader.from(area) : reader;
    var order = operation.order().isEmpty() && sourceMethod ? source.order() : operation.order();
    return ofView(
        area,
        method,
        () -> {
          var mapped = MethodInputs.mapped(operation.inputs(), reader);
          var inputs = ViewData.completed(mapped, area, method, reader, work.session);
          var page = sourceMethod ? ViewData.firstPage(area, source) : null;
          return call(method, inputs, filter, order, page, filterReader);
        },
        operation.outputs());
  }

  /** A call whose result goes into the view. A list remembers it, to load more of the same. */
  private PlannedCall ofView(
      Area area, MethodReference method, Plan.Prepare prepare, List<Mapping> outputs) {
    return new PlannedCall() {
      private @Nullable MethodCall made;
      private @Nullable SentRow sent;

      @Override
      public MethodReference method() {
        return method;
      }

      @Override
      public MethodCall call() throws RuleFailure {
        var call = prepare.call();
        made = call;
        var list = area.list;
        var row = list == null ? null : reader.row(area);
        sent = list == null || row == null ? null : SentRow.of(work.session, list, row);
        return call;
      }

      @Override
      public void apply(Result result) throws RuleFailure {
        work.returned(result.rows());
        new ViewData(work).put(area, method.method(), result, made, sent);
        work.writer.transfer(outputs);
      }
    };
  }

  private static ViewSource source(Area area) throws RuleFailure {
    var view = area.view;
    if (view == null || view.source() == null) {
      throw new RuleFailure(
          RuleError.INVALID_DOCUMENT, "%s has no SmartObject.".formatted(area.name()));
    }
    return view.source();
  }

  private List<PlannedCall> load(Area area) throws RuleFailure {
    var source = source(area);
    var name = source.method();
    if (name == null) {
      throw new RuleFailure(
          RuleError.INVALID_DOCUMENT,
          "%s has no method to be loaded with: name one in its source.".formatted(area.name()));
    }
    var method = new MethodReference(source.smartObject(), name);
    var own = reader.from(area);
    return List.of(
        ofView(
            area,
            method,
            () ->
                call(
                    method,
                    loadInputs(area, method, source, own),
                    source.filter(),
                    source.order(),
                    ViewData.firstPage(area, source),
                    own),
            List.of()));
  }

  /** The next page of what the list was loaded with last. */
  private List<PlannedCall> loadMore(Area area) throws RuleFailure {
    var source = source(area);
    var list = area.list;
    var loadedBy = list == null ? null : list.loadedBy;
    if (list == null || loadedBy == null || !list.more) {
      return List.of();
    }
    var next = loadedBy.page(ViewData.nextPage(list, source, work.session));
    long replaced = list.replaced;
    var last = list.last;
    return List.of(
        new Plan(
            next.reference(),
            () -> next,
            result -> {
              work.returned(result.rows());
              if (list.replaced == replaced && list.last == last) {
                new ViewData(work).add(area, list, result);
              } else {
                work.writes.note("dropped: %s has other rows by now".formatted(area.name()));
              }
            }));
  }

  private MethodInputs loadInputs(Area area, MethodReference method, ViewSource source, Reader own)
      throws RuleFailure {
    var mapped = MethodInputs.mapped(source.inputs(), own);
    return area.list != null ? mapped : ViewData.completed(mapped, area, method, own, work.session);
  }

  private List<PlannedCall> forItems(Operation.ExecuteForItems operation) throws RuleFailure {
    var items = operation.items();
    return items.control() == null
        ? forRows(operation, reader.area(items.scope()))
        : forControlItems(operation, items);
  }

  private List<PlannedCall> forRows(Operation.ExecuteForItems operation, Area area)
      throws RuleFailure {
    var list = area.list;
    if (list == null) {
      throw new RuleFailure(RuleError.INVALID_DOCUMENT, "%s is no list.".formatted(area.name()));
    }
    var own = source(area).smartObject();
    var given = operation.smartObject();
    var method = new MethodReference(given == null ? own : given, operation.method());
    boolean isOwn = method.smartObject().equals(own);
    var calls = new ArrayList<PlannedCall>();
    for (var row : list.in(operation.items().state())) {
      calls.add(new ForRow(operation, area, list, row, method, isOwn));
    }
    return calls;
  }

  /** A call for a row of a list. */
  private final class ForRow implements PlannedCall {
    private final Operation.ExecuteForItems operation;
    private final Area area;
    private final ListState list;
    private final MethodReference method;
    private final boolean isOwn;
    private final Reader atRow;
    private SentRow sent;

    /**
     * @param isOwn the list is saved, and not something else done for its rows
     */
    ForRow(
        Operation.ExecuteForItems operation,
        Area area,
        ListState list,
        RowState row,
        MethodReference method,
        boolean isOwn) {
      this.operation = operation;
      this.area = area;
      this.list = list;
      this.method = method;
      this.isOwn = isOwn;
      this.atRow = reader.at(work.context.at(area, row));
      this.sent = SentRow.of(work.session, list, row);
    }

    @Override
    public MethodReference method() {
      return method;
    }

    @Override
    public MethodCall call() throws RuleFailure {
      sent = sent.read(work.session);
      var mapped = MethodInputs.mapped(operation.inputs(), atRow);
      var inputs = isOwn ? ViewData.completed(mapped, area, method, atRow, work.session) : mapped;
      return Calls.call(method, inputs, null, List.of(), null, atRow);
    }

    @Override
    public void apply(Result result) throws RuleFailure {
      work.returned(result.rows());
      if (isOwn) {
        new ViewData(work).saved(area, sent, method.method(), result);
        work.writes.raise(new Occurrence.MethodExecuted(area, method.method()));
      }
      new Writer(work.session, atRow, work.writes).transfer(operation.outputs());
    }
  }

  private List<PlannedCall> forControlItems(Operation.ExecuteForItems operation, Items items)
      throws RuleFailure {
    var smartObject = operation.smartObject();
    if (smartObject == null) {
      throw new RuleFailure(
          RuleError.INVALID_DOCUMENT,
          "For the items of a control the SmartObject has to be named.");
    }
    var control = reader.control(items.scope(), String.valueOf(items.control()));
    var method = new MethodReference(smartObject, operation.method());
    var calls = new ArrayList<PlannedCall>();
    for (var item : CheckedItems.in(control, items.state(), reader.row(control.area))) {
      var atItem = reader.at(work.context.at(item));
      calls.add(
          new Plan(
              method,
              () ->
                  call(
                      method,
                      MethodInputs.mapped(operation.inputs(), atItem),
                      null,
                      List.of(),
                      null,
                      atItem),
              result -> {
                work.returned(result.rows());
                new Writer(work.session, atItem, work.writes).transfer(operation.outputs());
              }));
    }
    return calls;
  }

  private List<PlannedCall> populate(Operation.RunControlMethod operation) throws RuleFailure {
    var control = reader.control(operation.scope(), operation.control());
    return switch (control.definition.data()) {
      case null ->
          throw new RuleFailure(
              RuleError.INVALID_DOCUMENT, "%s has no data source.".formatted(control.name()));
      case DataSource.Fixed fixed -> {
        new Changing(work.session).setItems(control, ListItems.fixed(fixed), work.writes);
        yield List.of();
      }
      case DataSource.FromSmartObject source ->
          new Populating(work, control, source).calls(operation.filter());
    };
  }

  /** Fills a list control. */
  private record Populating(
      ActionWork work, ControlState control, DataSource.FromSmartObject source) {

    List<PlannedCall> calls(@Nullable ListFilter besides) throws RuleFailure {
      var own = work.reader.from(control.area);
      if (source.cascade() != null && Values.isEmpty(parentValue(source.cascade(), own))) {
        filled(List.of());
        return List.of();
      }
      var method = new MethodReference(source.smartObject(), source.method());
      var calls = new ArrayList<PlannedCall>();
      calls.add(
          new Plan(
              method,
              () -> {
                var inputs = MethodInputs.mapped(source.inputs(), own);
                var call = call(method, inputs, null, source.order(), null, own);
                var filter = filter(besides, own);
                return filter == null ? call : call.where(filter);
              },
              result -> {
                work.returned(result.rows());
                filled(result.rows());
              }));
      if (source.checked() != null) {
        calls.add(checked(source.checked(), own));
      }
      return calls;
    }

    /** What belongs to the parent, and what the control and the action ask for. */
    private @Nullable Filter filter(@Nullable ListFilter besides, Reader own) throws RuleFailure {
      var parts = new ArrayList<Filter>();
      var cascade = source.cascade();
      if (cascade != null) {
        var parent = parentValue(cascade, own);
        parts.add(
            parent == null
                ? new Filter.Or(List.of())
                : Filter.equal(cascade.childProperty(), parent));
      }
      addUnlessNull(parts, own.filter(source.filter()));
      addUnlessNull(parts, work.reader.filter(besides));
      return switch (parts.size()) {
        case 0 -> null;
        case 1 -> parts.getFirst();
        default -> new Filter.And(parts);
      };
    }

    private static void addUnlessNull(List<Filter> parts, @Nullable Filter filter) {
      if (filter != null) {
        parts.add(filter);
      }
    }

    private static @Nullable Object parentValue(DataSource.Cascade cascade, Reader own)
        throws RuleFailure {
      var parent = own.control(Scope.OWN, cascade.parentControl());
      var cell = parent.area.cellOf(parent, own.row(parent.area));
      var value = cell == null ? null : cell.value;
      var property = cascade.parentProperty();
      if (property == null || value == null) {
        return value;
      }
      return parent.items.stream()
          .filter(item -> PropertyType.same(item.value(), value))
          .findFirst()
          .map(item -> item.row().get(property))
          .orElse(null);
    }

    private void filled(List<Row> rows) throws RuleFailure {
      var items = ListItems.of(control.definition, rows);
      new Changing(work.session).setItems(control, items, work.writes);
      if (source.cascade() != null) {
        emptyWhatIsGone();
      }
      CheckedItems.remember(control);
      work.writer.follow();
    }

    /** A value that is not among the items of another parent. */
    private void emptyWhatIsGone() throws RuleFailure {
      var cell = control.area.list == null ? control.area.cellOf(control, null) : null;
      if (cell == null || cell.value == null) {
        return;
      }
      if (control.definition.type().choosesMany()) {
        var left =
            ((List<?>) cell.value).stream().filter(value -> CheckedItems.offers(control, value));
        work.writer.prepare(cell, left.collect(Collectors.toList())).write();
      } else if (!CheckedItems.offers(control, cell.value)) {
        work.writer.prepare(cell, null).write();
      }
    }

    private PlannedCall checked(DataSource.CheckedItems checked, Reader own) {
      var method = new MethodReference(checked.smartObject(), checked.method());
      return new Plan(
          method,
          () ->
              call(method, MethodInputs.mapped(checked.inputs(), own), null, List.of(), null, own),
          result -> {
            var values =
                result.rows().stream().map(row -> row.get(checked.valueProperty())).toList();
            var cell = control.area.cellOf(control, null);
            if (cell != null) {
              work.writer.prepare(cell, values).write();
              work.writer.follow();
            }
            CheckedItems.remember(control);
          });
    }
  }
}
