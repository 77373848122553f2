package org.baltoro.forms.deploy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ControlMethod;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ControlValidation;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.Element;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Field;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.FormState;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.InheritedRule;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.document.ListEditing;
import org.baltoro.forms.document.ListEvent;
import org.baltoro.forms.document.ListFilter;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.Closing;
import org.baltoro.forms.document.Parameter;
import org.baltoro.forms.document.PropertySetting;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.RuleAddition;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Step;
import org.baltoro.forms.document.SystemVariable;
import org.baltoro.forms.document.Tab;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.document.View;
import org.baltoro.forms.document.ViewInstance;
import org.baltoro.forms.document.ViewKind;
import org.baltoro.forms.document.ViewSource;
import org.baltoro.forms.smartobject.Association;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.InputMapping;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.OnFailure;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.ReturnMapping;
import org.baltoro.forms.smartobject.Rights;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.ServiceBindings;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.smartobject.SystemValue;
import org.jspecify.annotations.Nullable;

/** Documents of everything there is, without much sense, from a seed. */
public final class RandomDocument {
  private static final List<String> TEXTS =
      List.of(
          "",
          "Save",
          "a: b # c",
          "two\nlines\n",
          "= no FEEL",
          "${none}",
          "true",
          "5",
          "it's \"quoted\"",
          " blanks ",
          "ünïcödé",
          "[1]",
          "-");
  private static final List<String> FEEL =
      List.of("Total > 5", "1", "Header.Total * 2", "\"a\" + string(Total)", "x = \"}\"");

  private final SplittableRandom random;
  private int ids;

  public RandomDocument(SplittableRandom random) {
    this.random = random;
  }

  public Document next() {
    return switch (random.nextInt(3)) {
      case 0 -> new Document.OfSmartObject(smartObject());
      case 1 -> new Document.OfView(view());
      default -> new Document.OfForm(form());
    };
  }

  // ---- small parts

  private boolean maybe() {
    return random.nextInt(3) == 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <E extends Enum<E>> E one(Class<E> type) {
    return one(List.of(type.getEnumConstants()));
  }

  private <T> @Nullable T optional(Supplier<T> part) {
    return maybe() ? part.get() : null;
  }

  private <T> List<T> some(int max, Supplier<T> part) {
    var all = new ArrayList<T>();
    int count = random.nextInt(max + 1);
    for (int place = 0; place < count; place++) {
      all.add(part.get());
    }
    return all;
  }

  private String id() {
    return (maybe() ? "id-" : "p/") + ++ids;
  }

  private String identifier() {
    return "N" + ++ids;
  }

  private String text() {
    return one(TEXTS);
  }

  private String name() {
    return "Folder " + ++ids + "/Name";
  }

  private Scope scope() {
    return switch (random.nextInt(6)) {
      case 0 -> new Scope.Instance("Header");
      case 1 -> new Scope.Parent(maybe() ? null : "Lines");
      case 2 -> new Scope.Opened("lookup", maybe() ? null : "Lines");
      default -> Scope.OWN;
    };
  }

  Source source() {
    return switch (random.nextInt(14)) {
      case 0 -> new Source.ControlValue(scope(), identifier());
      case 1 -> new Source.ControlProperty(scope(), identifier(), one(ElementProperty.class));
      case 2 -> new Source.FieldValue(scope(), identifier());
      case 3 -> new Source.ParameterValue(scope(), identifier());
      case 4 -> new Source.ResultValue("a/1", "Any Property.x");
      case 5 -> new Source.ResultRows("a/1");
      case 6 -> new Source.ViewRows(scope(), one(ItemState.class));
      case 7 -> new Source.SystemValue(one(SystemVariable.class));
      case 8 ->
          maybe()
              ? new Source.CurrentItemState()
              : new Source.CurrentItem(optional(this::identifier));
      case 9 -> new Source.Expression(one(FEEL));
      case 10 -> new Source.Text(List.of(source(), source()));
      case 11 ->
          new Source.Text(
              List.of(
                  new Source.Literal("No. "),
                  new Source.Expression("Total"),
                  new Source.Literal(" ${x}")));
      case 12 -> Source.EMPTY;
      default -> new Source.Literal(literal());
    };
  }

  private Object literal() {
    return switch (random.nextInt(10)) {
      case 0 -> 5L;
      case 1 -> new BigDecimal("12.50");
      case 2 -> new BigDecimal("12");
      case 3 -> true;
      case 4 -> LocalDate.of(2026, 12, 24);
      case 5 -> LocalTime.of(9, 30);
      case 6 -> Instant.parse("2026-12-24T18:00:00Z");
      case 7 -> new UUID(0xC0FFEE, ids);
      case 8 -> List.of("a", 1L, true);
      default -> text();
    };
  }

  private List<Mapping> inputs() {
    var mappings =
        new ArrayList<Mapping>(
            some(2, () -> new Mapping(id(), source(), new Target.InputProperty(identifier()))));
    mappings.addAll(
        some(2, () -> new Mapping(id(), source(), new Target.MethodParameter(identifier()))));
    return mappings;
  }

  private List<Mapping> outputs(String action) {
    var mappings = new ArrayList<Mapping>();
    for (int count = random.nextInt(3); count > 0; count--) {
      var property = identifier();
      mappings.add(new Mapping(id(), new Source.ResultValue(action, property), target()));
      if (maybe()) {
        mappings.add(new Mapping(id(), new Source.ResultValue(action, property), target()));
      }
    }
    if (maybe()) {
      mappings.add(new Mapping(id(), new Source.ResultRows(action), new Target.ViewRows(scope())));
    }
    if (maybe()) {
      mappings.add(new Mapping(id(), source(), target()));
    }
    return mappings;
  }

  private Target target() {
    return switch (random.nextInt(10)) {
      case 0 -> new Target.ControlProperty(scope(), identifier(), one(ElementProperty.class));
      case 1 -> new Target.FieldValue(scope(), identifier());
      case 2 -> new Target.ParameterValue(scope(), identifier());
      case 3 -> new Target.ViewRows(scope());
      case 4 -> new Target.ControlItems(scope(), identifier());
      case 5 -> new Target.InputProperty(identifier());
      case 6 -> new Target.MethodParameter(identifier());
      case 7 -> new Target.DocumentParameter(identifier());
      case 8 -> new Target.DataField(identifier());
      default -> new Target.ControlValue(scope(), identifier());
    };
  }

  private ListFilter filter(int depth) {
    return switch (random.nextInt(depth > 2 ? 3 : 6)) {
      case 0 -> new ListFilter.Compare(identifier(), one(Filter.Operator.class), source());
      case 1 -> new ListFilter.Empty(identifier());
      case 2 -> new ListFilter.In(identifier(), source());
      case 3 -> new ListFilter.And(some(3, () -> filter(depth + 1)));
      case 4 -> new ListFilter.Or(some(3, () -> filter(depth + 1)));
      default -> new ListFilter.Not(filter(depth + 1));
    };
  }

  private @Nullable ListFilter filter() {
    return optional(() -> filter(0));
  }

  private List<Sort> order() {
    return some(2, () -> new Sort(identifier(), one(Sort.Direction.class)));
  }

  private Items items() {
    return new Items(scope(), optional(this::identifier), one(ItemState.class));
  }

  // ---- rules

  public Rule rule() {
    return new Rule(
        id(),
        one(List.of("Save is clicked", "The form begins", "5")),
        event(),
        some(3, () -> handler(0)),
        !maybe(),
        text());
  }

  private Event event() {
    return switch (random.nextInt(14)) {
      case 0 -> new Event.Initialise(scope());
      case 1 -> new Event.Load(scope());
      case 2 -> new Event.ServerLoad(scope());
      case 3 -> new Event.OnControl(scope(), identifier(), one(ControlEvent.class));
      case 4 -> new Event.OnList(scope(), one(ListEvent.class));
      case 5 -> new Event.ParameterChanged(scope(), identifier());
      case 6 -> new Event.MethodExecuted(scope(), optional(this::identifier));
      case 7 -> new Event.ViewToggled(scope(), maybe());
      case 8 ->
          new Event.SubformClosing(
              optional(() -> "lookup"), optional(() -> one(CloseReason.class)));
      case 9 -> new Event.SubformClosed("lookup", optional(() -> one(CloseReason.class)));
      case 10 -> new Event.ErrorRaised(scope());
      case 11 -> new Event.WorkflowSubmit(optional(this::identifier));
      case 12 -> new Event.Timer(Duration.ofSeconds(1 + random.nextInt(9_000)), maybe());
      default -> new Event.Unbound();
    };
  }

  private Handler handler(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> handler(new HandlerType.If(), some(2, this::condition), depth);
      case 1 -> handler(new HandlerType.ForEach(items()), some(2, this::condition), depth);
      case 2 -> handler(new HandlerType.Error(), some(2, this::condition), depth);
      default -> handler(new HandlerType.Always(), List.of(), depth);
    };
  }

  private Handler handler(HandlerType type, List<Condition> conditions, int depth) {
    return new Handler(id(), type, conditions, some(3, () -> step(depth)), !maybe(), text());
  }

  private Step step(int depth) {
    return depth < 2 && maybe() ? handler(depth + 1) : block();
  }

  private Block block() {
    var type = one(BlockType.class);
    return new Block(id(), type, type == BlockType.ALSO && maybe(), some(3, this::action));
  }

  private Condition condition() {
    Criterion criterion =
        switch (random.nextInt(5)) {
          case 0 ->
              new Criterion.Validation(
                  scope(),
                  some(
                      2,
                      () ->
                          new Criterion.ValidatedControl(scope(), identifier(), maybe(), !maybe())),
                  maybe(),
                  maybe(),
                  maybe());
          case 1 -> new Criterion.Confirmation(source(), source());
          case 2 -> new Criterion.ErrorOccurred();
          default -> new Criterion.Holds(one(FEEL));
        };
    return new Condition(id(), criterion, !maybe(), maybe() ? text() : "");
  }

  public Action action() {
    var id = id();
    return new Action(id, operation(id), !maybe(), maybe() ? text() : "");
  }

  private Operation operation(String id) {
    return switch (random.nextInt(21)) {
      case 0 ->
          new Operation.ExecuteSmartObject(
              name(), identifier(), inputs(), filter(), order(), outputs(id));
      case 1 ->
          new Operation.ExecuteViewMethod(
              scope(), identifier(), inputs(), filter(), order(), outputs(id));
      case 2 -> new Operation.RunViewMethod(scope(), one(Operation.ViewMethod.class));
      case 3 ->
          new Operation.ExecuteForItems(
              items(), optional(this::name), identifier(), inputs(), outputs(id));
      case 4 ->
          new Operation.RunControlMethod(scope(), identifier(), ControlMethod.POPULATE, filter());
      case 5 ->
          new Operation.RunControlMethod(
              scope(),
              identifier(),
              one(
                  List.of(
                      ControlMethod.CLEAR,
                      ControlMethod.FOCUS,
                      ControlMethod.START,
                      ControlMethod.STOP)),
              null);
      case 6 -> new Operation.TransferData(some(3, () -> new Mapping(id(), source(), target())));
      case 7 ->
          new Operation.SetProperties(
              some(
                  3,
                  () ->
                      new PropertySetting(id(), element(), one(ElementProperty.class), source())));
      case 8 -> open();
      case 9 ->
          new Operation.Close(
              one(List.of(new Closing.Own(), new Closing.Opened("lookup"), new Closing.Levels(2))));
      case 10 -> new Operation.NavigateToForm(source(), source(), documentParameters());
      case 11 -> new Operation.NavigateToAddress(source(), maybe());
      case 12 -> maybe() ? new Operation.ShowTab(identifier()) : new Operation.ShowView(scope());
      case 13 -> new Operation.ShowMessage(one(Operation.MessageType.class), source(), source());
      case 14 -> new Operation.Confirm(source(), source());
      case 15 -> new Operation.ExecuteRule(scope(), "a-rule");
      case 16 -> maybe() ? new Operation.Continue() : new Operation.StopRule();
      case 17 -> new Operation.RaiseError(source(), source(), source());
      case 18 -> new Operation.StartProcess(name(), source(), dataFields(), maybe(), outputs(id));
      case 19 ->
          maybe()
              ? new Operation.OpenWorklistItem(source(), maybe(), outputs(id))
              : new Operation.FinishWorklistItem(source(), source(), dataFields(), maybe());
      default -> {
        var view = scope();
        yield new Operation.EditList(
            view,
            one(Operation.ListMethod.class),
            some(2, () -> new Mapping(id(), source(), new Target.FieldValue(view, identifier()))));
      }
    };
  }

  private Operation open() {
    boolean subview = maybe();
    return new Operation.OpenSubform(
        "lookup",
        subview,
        name(),
        documentParameters(),
        source(),
        subview ? null : optional(this::identifier),
        maybe());
  }

  private List<Mapping> documentParameters() {
    return some(2, () -> new Mapping(id(), source(), new Target.DocumentParameter(identifier())));
  }

  private List<Mapping> dataFields() {
    return some(
        2, () -> new Mapping(id(), source(), new Target.DataField("Data Field " + identifier())));
  }

  private Element element() {
    return switch (random.nextInt(3)) {
      case 0 -> new Element.ControlElement(scope(), identifier());
      case 1 -> new Element.ScopeElement(scope());
      default -> new Element.TabElement(identifier());
    };
  }

  // ---- views and forms

  public View view() {
    var kind = one(ViewKind.class);
    return new View(
        maybe() ? "view-" + ++ids : "folder-1-name",
        maybe() ? "Folder 1/Name" : name(),
        0,
        text(),
        text(),
        kind,
        optional(() ->
            new ViewSource(
                name(),
                optional(this::identifier),
                inputs(),
                filter(),
                order(),
                random.nextInt(3))),
        some(
            3,
            () -> new Field(identifier(), "Field", "A property", one(PropertyType.class), maybe())),
        some(4, () -> control(0)),
        some(2, this::parameter),
        kind == ViewKind.EDITABLE_LIST
            ? new ListEditing(maybe(), maybe(), maybe(), maybe())
            : ListEditing.NONE,
        some(3, this::rule));
  }

  private Parameter parameter() {
    return maybe()
        ? new Parameter(identifier(), "Days", PropertyType.NUMBER, 5L, maybe())
        : new Parameter(identifier(), "Name", one(PropertyType.class), null, maybe());
  }

  private Control control(int depth) {
    var type = one(ControlType.class);
    boolean holds = type.holdsValue();
    boolean listing = type.category() == ControlType.Category.LISTING;
    var valueType = holds ? (maybe() ? PropertyType.NUMBER : ControlReader.ofType(type)) : null;
    var settings = new EnumMap<ControlSetting, Object>(ControlSetting.class);
    for (var setting : type.settings()) {
      if (maybe()) {
        settings.put(setting, setting(setting.type()));
      }
    }
    return new Control(
        identifier(),
        text().isEmpty() ? "A name" : "Other name",
        type,
        holds ? optional(this::identifier) : null,
        valueType,
        text(),
        text(),
        text(),
        text(),
        !maybe(),
        !maybe(),
        maybe(),
        valueType == PropertyType.NUMBER && maybe() ? 7L : null,
        holds ? optional(() -> one(FEEL)) : null,
        holds
            ? new ControlValidation(
                maybe(), optional(() -> "[0-9]+"), optional(() -> one(FEEL)), text())
            : ControlValidation.NONE,
        holds && maybe(),
        listing ? optional(() -> data(valueType)) : null,
        settings,
        type == ControlType.TABLE && depth < 2 ? some(3, () -> control(depth + 1)) : List.of());
  }

  private Object setting(PropertyType type) {
    return switch (type) {
      case YES_NO -> maybe();
      case NUMBER -> 3L;
      case DECIMAL -> new BigDecimal("1.5");
      default -> "a text";
    };
  }

  private DataSource data(@Nullable PropertyType valueType) {
    if (maybe()) {
      return new DataSource.Fixed(
          valueType == PropertyType.NUMBER
              ? List.of(new DataSource.Item(1L, "One"), new DataSource.Item(2L, "2"))
              : List.of(new DataSource.Item("a", "A"), new DataSource.Item("b", "b")));
    }
    return new DataSource.FromSmartObject(
        name(),
        identifier(),
        "ID",
        maybe() ? "{ID}" : "{Name} ({City})",
        inputs(),
        filter(),
        order(),
        optional(
            () -> new DataSource.Cascade(identifier(), optional(this::identifier), identifier())),
        maybe(),
        optional(() -> new DataSource.CheckedItems(name(), identifier(), identifier(), inputs())));
  }

  public Form form() {
    return new Form(
        "form-" + ++ids,
        name(),
        0,
        text(),
        text(),
        maybe()
            ? List.of(new Tab("main", "", true, some(3, this::instance)))
            : List.of(
                new Tab(identifier(), text(), !maybe(), some(2, this::instance)),
                new Tab(identifier(), text(), true, some(2, this::instance))),
        some(2, () -> control(0)),
        some(2, this::parameter),
        some(
            2,
            () ->
                new FormState(
                    identifier(),
                    "A state",
                    some(2, this::rule),
                    some(2, () -> "a-rule"),
                    some(2, this::inherited))),
        optional(this::identifier),
        some(3, this::rule),
        some(2, this::inherited),
        rights());
  }

  private Rights rights() {
    return maybe()
        ? new Rights.Only(some(2, () -> "ann"), some(2, () -> "buyers"))
        : Rights.EVERYONE;
  }

  private ViewInstance instance() {
    return maybe()
        ? new ViewInstance(identifier(), name())
        : new ViewInstance(identifier(), name(), text(), !maybe(), !maybe(), maybe(), maybe());
  }

  private InheritedRule inherited() {
    return new InheritedRule(
        "Header",
        "a-rule",
        !maybe(),
        some(2, () -> "a/1"),
        some(3, this::addition),
        maybe() ? text() : "");
  }

  private RuleAddition addition() {
    return switch (random.nextInt(4)) {
      case 0 -> new RuleAddition.AddHandler(handler(1));
      case 1 -> new RuleAddition.AddCondition("a/1", condition());
      case 2 -> new RuleAddition.AddStep("a/1", step(1));
      default -> new RuleAddition.AddAction("a/1", action());
    };
  }

  // ---- SmartObjects

  SmartObjectDefinition smartObject() {
    return new SmartObjectDefinition(
        name(),
        text(),
        text(),
        some(4, this::property),
        some(3, this::method),
        some(2, this::association),
        rights(),
        optional(() -> "box"));
  }

  private Property property() {
    return switch (random.nextInt(4)) {
      case 0 -> Property.of("A property " + ++ids, one(PropertyType.class));
      case 1 -> Property.key(identifier(), PropertyType.AUTONUMBER);
      case 2 ->
          new Property(
              identifier(),
              text(),
              text(),
              PropertyType.DATE,
              false,
              maybe(),
              maybe(),
              maybe() ? SystemValue.TODAY : LocalDate.of(2026, 1, 2),
              null,
              null,
              maybe());
      default ->
          new Property(
              identifier(),
              text(),
              text(),
              PropertyType.TEXT,
              maybe(),
              maybe(),
              maybe(),
              "new",
              20,
              optional(this::identifier),
              maybe());
    };
  }

  private Method method() {
    var inputs = some(3, this::identifier);
    var parameters =
        some(
            2,
            () ->
                new org.baltoro.forms.smartobject.Parameter(
                    identifier(),
                    PropertyType.DECIMAL,
                    maybe(),
                    optional(() -> new BigDecimal("1.5"))));
    var returns = some(2, this::identifier);
    return new Method(
        "Get " + identifier(),
        text(),
        text(),
        one(MethodKind.class),
        inputs,
        inputs.isEmpty() ? List.of() : List.of(inputs.getFirst()),
        parameters,
        returns,
        new ServiceBindings(
            some(
                3,
                () ->
                    maybe()
                        ? ServiceBinding.sameNames(
                            "orders",
                            "ORDERS",
                            identifier(),
                            inputs,
                            parameters.stream()
                                .map(org.baltoro.forms.smartobject.Parameter::name)
                                .toList(),
                            returns)
                        : binding()),
            one(OnFailure.class)),
        optional(this::rights));
  }

  private ServiceBinding binding() {
    return new ServiceBinding(
        identifier(),
        "orders",
        "ORDERS",
        identifier(),
        some(3, () -> new InputMapping(identifier(), bindingSource())),
        some(2, () -> new ReturnMapping(identifier(), identifier())));
  }

  private org.baltoro.forms.smartobject.Source bindingSource() {
    return switch (random.nextInt(6)) {
      case 0 -> new org.baltoro.forms.smartobject.Source.FromParameter(identifier());
      case 1 -> new org.baltoro.forms.smartobject.Source.FromSystem(one(SystemValue.class));
      case 2 -> new org.baltoro.forms.smartobject.Source.FromBinding(identifier(), identifier());
      case 3 -> new org.baltoro.forms.smartobject.Source.Constant(literal());
      case 4 -> new org.baltoro.forms.smartobject.Source.Constant(null);
      default -> new org.baltoro.forms.smartobject.Source.FromProperty(identifier());
    };
  }

  private Association association() {
    var kind = one(Association.Kind.class);
    return new Association(
        identifier(),
        kind,
        name(),
        some(
            2,
            () ->
                new Association.Pair(
                    identifier(),
                    identifier(),
                    optional(this::identifier),
                    optional(this::identifier))),
        optional(this::name));
  }
}
