package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
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
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Parameter;
import org.baltoro.forms.document.PropertySetting;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Step;
import org.baltoro.forms.document.Tab;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.document.View;
import org.baltoro.forms.document.ViewInstance;
import org.baltoro.forms.document.ViewKind;
import org.baltoro.forms.document.ViewSource;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Rights;
import org.jspecify.annotations.Nullable;

/** Views, forms and rules, in few words. */
final class Design {
  private static final AtomicInteger IDS = new AtomicInteger();

  private Design() {}

  static String id() {
    return "x" + IDS.incrementAndGet();
  }

  // Views

  static ViewDesign item(String name) {
    return new ViewDesign(name, ViewKind.ITEM);
  }

  static ViewDesign list(String name) {
    return new ViewDesign(name, ViewKind.LIST);
  }

  static ViewDesign editableList(String name) {
    return new ViewDesign(name, ViewKind.EDITABLE_LIST);
  }

  /** A view that is being designed. */
  static final class ViewDesign {
    private final String name;
    private final ViewKind kind;
    private final List<Field> fields = new ArrayList<>();
    private final List<Control> controls = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private @Nullable ViewSource source;
    private ListEditing editing;

    ViewDesign(String name, ViewKind kind) {
      this.name = name;
      this.kind = kind;
      this.editing =
          kind == ViewKind.EDITABLE_LIST
              ? new ListEditing(true, true, true, false)
              : ListEditing.NONE;
    }

    ViewDesign source(String smartObject, @Nullable String method) {
      return source(new ViewSource(smartObject, method, List.of(), null, List.of(), 0));
    }

    ViewDesign source(ViewSource given) {
      source = given;
      return this;
    }

    ViewDesign editing(ListEditing given) {
      editing = given;
      return this;
    }

    /** A field and the control that shows it. */
    ViewDesign field(String id, String property, ControlType type, PropertyType valueType) {
      field(id, property, valueType);
      return control(new ControlDesign(id, type).shows(id, valueType));
    }

    ViewDesign field(String id, String property, PropertyType valueType) {
      fields.add(new Field(id, id, property, valueType, false));
      return this;
    }

    ViewDesign control(ControlDesign design) {
      controls.add(design.made());
      return this;
    }

    ViewDesign control(String id, ControlType type) {
      return control(new ControlDesign(id, type));
    }

    ViewDesign parameter(String id, PropertyType type, @Nullable Object defaultValue) {
      parameters.add(new Parameter(id, id, type, defaultValue, false));
      return this;
    }

    ViewDesign rule(Rule rule) {
      rules.add(rule);
      return this;
    }

    View made() {
      return new View(
          name, name, 1, name, "", kind, source, fields, controls, parameters, editing, rules);
    }
  }

  static ControlDesign control(String id, ControlType type) {
    return new ControlDesign(id, type);
  }

  /** A control that is being designed. */
  static final class ControlDesign {
    private Control control;

    ControlDesign(String id, ControlType type) {
      control = new Control(id, type);
    }

    private ControlDesign with(
        @Nullable String field,
        @Nullable PropertyType valueType,
        boolean visible,
        boolean enabled,
        boolean readOnly,
        @Nullable Object defaultValue,
        @Nullable String expression,
        ControlValidation validation,
        boolean secret,
        @Nullable DataSource data,
        Map<ControlSetting, Object> settings,
        List<Control> controls) {
      control =
          new Control(
              control.id(),
              control.name(),
              control.type(),
              field,
              valueType,
              control.label(),
              control.tooltip(),
              control.watermark(),
              control.style(),
              visible,
              enabled,
              readOnly,
              defaultValue,
              expression,
              validation,
              secret,
              data,
              settings,
              controls);
      return this;
    }

    ControlDesign shows(String field, PropertyType type) {
      var c = control;
      return with(
          field,
          type,
          c.visible(),
          c.enabled(),
          c.readOnly(),
          c.defaultValue(),
          c.expression(),
          c.validation(),
          c.secret(),
          c.data(),
          c.settings(),
          c.controls());
    }

    ControlDesign of(PropertyType type) {
      var c = control;
      return with(
          c.field(),
          type,
          c.visible(),
          c.enabled(),
          c.readOnly(),
          c.defaultValue(),
          c.expression(),
          c.validation(),
          c.secret(),
          c.data(),
          c.settings(),
          c.controls());
    }

    ControlDesign hidden() {
      var c = control;
      return with(
          c.field(),
          c.valueType(),
          false,
          c.enabled(),
          c.readOnly(),
          c.defaultValue(),
          c.expression(),
          c.validation(),
          c.secret(),
          c.data(),
          c.settings(),
          c.controls());
    }

    ControlDesign disabled() {
      var c = control;
      return with(
          c.field(),
          c.valueType(),
          c.visible(),
          false,
          c.readOnly(),
          c.defaultValue(),
          c.expression(),
          c.validation(),
          c.secret(),
          c.data(),
          c.settings(),
          c.controls());
    }

    ControlDesign readOnly() {
      var c = control;
      return with(
          c.field(),
          c.valueType(),
          c.visible(),
          c.enabled(),
          true,
          c.defaultValue(),
          c.expression(),
          c.validation(),
          c.secret(),
          c.data(),
          c.settings(),
          c.controls());
    }

    ControlDesign secret() {
      var c = control;
      return with(
          c.field(),
          c.valueType(),
          c.visible(),
          c.enabled(),
          c.readOnly(),
          c.defaultValue(),
          c.expression(),
          c.validation(),
          true,
          c.data(),
          c.settings(),
          c.controls());
    }

    ControlDesign begins(Object value) {
      var c = control;
      return with(
          c.field(),
          c.valueType(),
          c.visible(),
          c.enabled(),
          c.readOnly(),
          value,
          c.expression(),
          c.validation(),
          c.secret(),
          c.data(),
          c.settings(),
          c.controls());
    }

    ControlDesign follows(String expression) {
      var c = control;
      return with(
          c.field(),
          c.valueType(),
          c.visible(),
          c.enabled(),
          c.readOnly(),
          c.defaultValue(),
          expression,
          c.validation(),
          c.secret(),
          c.data(),
          c.settings(),
          c.controls());
    }

    ControlDesign valid(
        boolean required, @Nullable String pattern, @Nullable String expression, String message) {
      var c = control;
      return with(
          c.field(),
          c.valueType(),
          c.visible(),
          c.enabled(),
          c.readOnly(),
          c.defaultValue(),
          c.expression(),
          new ControlValidation(required, pattern, expression, message),
          c.secret(),
          c.data(),
          c.settings(),
          c.controls());
    }

    ControlDesign data(DataSource data) {
      var c = control;
      return with(
          c.field(),
          c.valueType(),
          c.visible(),
          c.enabled(),
          c.readOnly(),
          c.defaultValue(),
          c.expression(),
          c.validation(),
          c.secret(),
          data,
          c.settings(),
          c.controls());
    }

    ControlDesign set(ControlSetting setting, Object value) {
      var c = control;
      var settings = new LinkedHashMap<>(c.settings());
      settings.put(setting, value);
      return with(
          c.field(),
          c.valueType(),
          c.visible(),
          c.enabled(),
          c.readOnly(),
          c.defaultValue(),
          c.expression(),
          c.validation(),
          c.secret(),
          c.data(),
          settings,
          c.controls());
    }

    ControlDesign inside(ControlDesign... designs) {
      var c = control;
      var controls = new ArrayList<Control>();
      for (var design : designs) {
        controls.add(design.made());
      }
      return with(
          c.field(),
          c.valueType(),
          c.visible(),
          c.enabled(),
          c.readOnly(),
          c.defaultValue(),
          c.expression(),
          c.validation(),
          c.secret(),
          c.data(),
          c.settings(),
          controls);
    }

    Control made() {
      return control;
    }
  }

  /** Items of a list method with {@code Code} and {@code Name}. */
  static DataSource from(String smartObject, String method) {
    return from(smartObject, method, null);
  }

  static DataSource from(String smartObject, String method, DataSource.@Nullable Cascade cascade) {
    return new DataSource.FromSmartObject(
        smartObject, method, "Code", "{Name}", List.of(), null, List.of(), cascade, true, null);
  }

  // Forms

  static FormDesign form(String name) {
    return new FormDesign(name);
  }

  /** A form that is being designed. */
  static final class FormDesign {
    private final String name;
    private final List<ViewInstance> views = new ArrayList<>();
    private final List<Tab> tabs = new ArrayList<>();
    private final List<Control> controls = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<FormState> states = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<InheritedRule> inherited = new ArrayList<>();
    private Rights mayOpen = Rights.EVERYONE;

    FormDesign(String name) {
      this.name = name;
    }

    FormDesign view(String id, String view) {
      return view(new ViewInstance(id, view));
    }

    FormDesign view(ViewInstance instance) {
      views.add(instance);
      return this;
    }

    FormDesign tab(String id, boolean visible, ViewInstance... instances) {
      tabs.add(new Tab(id, id, visible, List.of(instances)));
      return this;
    }

    FormDesign control(ControlDesign design) {
      controls.add(design.made());
      return this;
    }

    FormDesign control(String id, ControlType type) {
      return control(new ControlDesign(id, type));
    }

    FormDesign parameter(String id, PropertyType type, @Nullable Object defaultValue) {
      parameters.add(new Parameter(id, id, type, defaultValue, false));
      return this;
    }

    FormDesign rule(Rule rule) {
      rules.add(rule);
      return this;
    }

    FormDesign state(FormState state) {
      states.add(state);
      return this;
    }

    FormDesign inherited(InheritedRule rule) {
      inherited.add(rule);
      return this;
    }

    FormDesign only(Rights rights) {
      mayOpen = rights;
      return this;
    }

    Form made() {
      var all = new ArrayList<Tab>();
      if (!views.isEmpty() || tabs.isEmpty()) {
        all.add(new Tab("main", "Main", true, views));
      }
      all.addAll(tabs);
      return new Form(
          name,
          name,
          1,
          name,
          "",
          all,
          controls,
          parameters,
          states,
          null,
          rules,
          inherited,
          mayOpen);
    }
  }

  // Rules

  static final Event INITIALISE = new Event.Initialise(Scope.OWN);
  static final Event LOAD = new Event.Load(Scope.OWN);

  static Rule rule(String id, Event event, Step... blocks) {
    return rule(id, event, always(blocks));
  }

  static Rule rule(String id, Event event, Handler... handlers) {
    return new Rule(id, id, event, List.of(handlers), true, "");
  }

  static Event clicked(String control) {
    return new Event.OnControl(Scope.OWN, control, ControlEvent.CLICKED);
  }

  static Event changed(String control) {
    return new Event.OnControl(Scope.OWN, control, ControlEvent.CHANGED);
  }

  static Event doubleClicked() {
    return new Event.OnList(Scope.OWN, ListEvent.DOUBLE_CLICKED);
  }

  static Handler always(Step... steps) {
    return new Handler(id(), new HandlerType.Always(), List.of(), List.of(steps), true, "");
  }

  static Handler when(String expression, Step... steps) {
    return when(new Criterion.Holds(expression), steps);
  }

  static Handler when(Criterion criterion, Step... steps) {
    var condition = new Condition(id(), criterion, true, "");
    return new Handler(id(), new HandlerType.If(), List.of(condition), List.of(steps), true, "");
  }

  static Handler forEach(Items items, Step... steps) {
    return new Handler(id(), new HandlerType.ForEach(items), List.of(), List.of(steps), true, "");
  }

  static Handler onError(Step... steps) {
    return new Handler(id(), new HandlerType.Error(), List.of(), List.of(steps), true, "");
  }

  static Items rows(Scope scope, ItemState state) {
    return new Items(scope, null, state);
  }

  static Block then(Operation... operations) {
    return block(BlockType.THEN, false, operations);
  }

  static Block and(Operation... operations) {
    return block(BlockType.AND, false, operations);
  }

  static Block also(Operation... operations) {
    return block(BlockType.ALSO, false, operations);
  }

  static Block atomically(Operation... operations) {
    return block(BlockType.ALSO, true, operations);
  }

  static Block asynchronously(Operation... operations) {
    return block(BlockType.ASYNCHRONOUSLY, false, operations);
  }

  static Block block(BlockType type, boolean atomic, Operation... operations) {
    var actions = new ArrayList<Action>();
    for (var operation : operations) {
      actions.add(new Action(id(), operation));
    }
    return new Block(id(), type, atomic, actions);
  }

  static Block block(BlockType type, Action... actions) {
    return new Block(id(), type, false, List.of(actions));
  }

  static Action action(String id, Operation operation) {
    return new Action(id, operation);
  }

  // Operations

  static Operation call(String smartObject, String method, Mapping... mappings) {
    var inputs = new ArrayList<Mapping>();
    var outputs = new ArrayList<Mapping>();
    for (var mapping : mappings) {
      boolean isInput =
          mapping.target() instanceof Target.InputProperty
              || mapping.target() instanceof Target.MethodParameter;
      (isInput ? inputs : outputs).add(mapping);
    }
    return new Operation.ExecuteSmartObject(smartObject, method, inputs, null, List.of(), outputs);
  }

  static Operation viewMethod(Scope view, String method, Mapping... inputs) {
    return new Operation.ExecuteViewMethod(
        view, method, List.of(inputs), null, List.of(), List.of());
  }

  static Operation view(Scope view, Operation.ViewMethod method) {
    return new Operation.RunViewMethod(view, method);
  }

  static Operation forItems(Scope view, ItemState state, String method, Mapping... inputs) {
    return new Operation.ExecuteForItems(
        rows(view, state), null, method, List.of(inputs), List.of());
  }

  static Operation populate(String control) {
    return populate(Scope.OWN, control);
  }

  static Operation populate(Scope scope, String control) {
    return new Operation.RunControlMethod(scope, control, ControlMethod.POPULATE, null);
  }

  static Operation transfer(Mapping... mappings) {
    return new Operation.TransferData(List.of(mappings));
  }

  static Mapping map(Source source, Target target) {
    return new Mapping(id(), source, target);
  }

  static Mapping input(Source source, String property) {
    return map(source, new Target.InputProperty(property));
  }

  static Operation set(Element element, ElementProperty property, Object value) {
    return new Operation.SetProperties(
        List.of(new PropertySetting(id(), element, property, literal(value))));
  }

  static Operation set(String control, ElementProperty property, Object value) {
    return set(new Element.ControlElement(Scope.OWN, control), property, value);
  }

  static Operation say(String text) {
    return say(literal(text));
  }

  static Operation say(Source text) {
    return new Operation.ShowMessage(Operation.MessageType.INFORMATION, Source.EMPTY, text);
  }

  static Operation open(String opened, String document, boolean wait, Mapping... parameters) {
    return new Operation.OpenSubform(
        opened, false, document, List.of(parameters), Source.EMPTY, null, wait);
  }

  static Operation close() {
    return new Operation.Close(new Operation.Closing.Own());
  }

  static Operation close(String opened) {
    return new Operation.Close(new Operation.Closing.Opened(opened));
  }

  static Operation fail(String message) {
    return new Operation.RaiseError(literal(message), Source.EMPTY, literal("OWN"));
  }

  // Sources and targets

  static Source literal(@Nullable Object value) {
    return new Source.Literal(value);
  }

  static Source text(Object... parts) {
    var sources = new ArrayList<Source>();
    for (var part : parts) {
      sources.add(part instanceof Source source ? source : literal(part));
    }
    return new Source.Text(sources);
  }

  static Source feel(String expression) {
    return new Source.Expression(expression);
  }

  static Source of(String control) {
    return new Source.ControlValue(Scope.OWN, control);
  }

  static Source of(Scope scope, String control) {
    return new Source.ControlValue(scope, control);
  }

  static Source field(Scope scope, String field) {
    return new Source.FieldValue(scope, field);
  }

  static Source parameter(String parameter) {
    return new Source.ParameterValue(Scope.OWN, parameter);
  }

  static Source result(String action, String property) {
    return new Source.ResultValue(action, property);
  }

  static Target to(String control) {
    return new Target.ControlValue(Scope.OWN, control);
  }

  static Target to(Scope scope, String control) {
    return new Target.ControlValue(scope, control);
  }

  static Target toParameter(String parameter) {
    return new Target.ParameterValue(Scope.OWN, parameter);
  }

  static Scope in(String view) {
    return new Scope.Instance(view);
  }
}
