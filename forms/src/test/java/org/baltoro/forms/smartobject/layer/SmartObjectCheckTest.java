package org.baltoro.forms.smartobject.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baltoro.forms.broker.java.JavaBroker;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.smartobject.Association;
import org.baltoro.forms.smartobject.InputMapping;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.OnFailure;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.ReturnMapping;
import org.baltoro.forms.smartobject.Rights;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.ServiceBindings;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.Source;
import org.baltoro.forms.smartobject.SystemValue;
import org.junit.jupiter.api.Test;

/** One sound definition, and what is found when one thing of it is changed. */
class SmartObjectCheckTest {
  private static final Services SERVICES =
      new Services()
          .register(
              "shop",
              JavaBroker.of(
                  JavaObject.named("Item")
                      .key("id", PropertyType.NUMBER)
                      .property("label", PropertyType.TEXT)
                      .property("picture", PropertyType.FILE)
                      .method("Read", MethodKind.READ)
                      .requires("id")
                      .gives("id", "label")
                      .runs(call -> null)
                      .method("List", MethodKind.LIST)
                      .parameter(Parameter.of("day", PropertyType.DATE))
                      .gives("id", "label", "picture")
                      .lists(call -> List.of())
                      .build()));

  private static final Property ID = Property.key("ID", PropertyType.NUMBER);
  private static final Property NAME = Property.of("Name", PropertyType.TEXT);

  private static ServiceBinding read(InputMapping... inputs) {
    return new ServiceBinding(
        "Read",
        "shop",
        "Item",
        "Read",
        List.of(inputs),
        List.of(new ReturnMapping("label", "Name")));
  }

  private static final InputMapping FROM_ID = new InputMapping("id", new Source.FromProperty("ID"));

  private static Method method(ServiceBindings bindings) {
    return method(MethodKind.READ, bindings);
  }

  private static Method method(MethodKind kind, ServiceBindings bindings) {
    return new Method(
        "Read",
        "",
        "",
        kind,
        List.of("ID"),
        List.of("ID"),
        List.of(Parameter.of("Day", PropertyType.DATE)),
        List.of("Name"),
        bindings,
        null);
  }

  private static SmartObjectDefinition definition(List<Property> properties, Method... methods) {
    return new SmartObjectDefinition(
        "Item", "", "", properties, List.of(methods), List.of(), Rights.EVERYONE, null);
  }

  private static SmartObjectDefinition bound(ServiceBinding... bindings) {
    return definition(List.of(ID, NAME), method(ServiceBindings.of(bindings)));
  }

  private static List<String> faults(SmartObjectDefinition definition) {
    return new SmartObjectCheck(SERVICES)
        .check(definition).stream().map(fault -> fault.toString()).toList();
  }

  private static void finds(SmartObjectDefinition definition, String... beginnings) {
    var faults = faults(definition);
    assertThat(faults).as("%s", faults).hasSize(beginnings.length);
    for (int place = 0; place < beginnings.length; place++) {
      assertThat(faults.get(place)).startsWith(beginnings[place]);
    }
  }

  @Test
  void aSoundDefinitionHasNoFaults() {
    finds(bound(read(FROM_ID)));
  }

  @Test
  void propertiesAreNamedKeyedAndDefaultedSoundly() {
    var sound = method(ServiceBindings.of(read(FROM_ID)));
    finds(
        definition(List.of(ID, NAME, NAME), sound), "properties.Name: found the name 'Name' again");
    finds(
        definition(List.of(Property.of("ID", PropertyType.NUMBER), NAME), sound),
        "properties: found no key");
    finds(
        definition(List.of(ID, NAME, Property.of(" x", PropertyType.TEXT)), sound),
        "properties. x: found the name ' x'");
    finds(
        definition(List.of(ID, NAME, Property.of("F", PropertyType.FILE).asUnique()), sound),
        "properties.F: found a File that is a key or unique");
    finds(
        definition(
            List.of(
                ID,
                NAME,
                Property.of("D", PropertyType.DATE).withDefault("soon"),
                Property.of("T", PropertyType.DATE).withDefault(SystemValue.TODAY),
                Property.of("U", PropertyType.DATE)
                    .withDefault(SystemValue.CURRENT_USER)
                    .withLengthMax(5)),
            sound),
        "properties.D.default: found 'soon' is no Date",
        "properties.U.lengthMax: found 5");
  }

  @Test
  void bindingsNameWhatThereIs() {
    finds(
        bound(new ServiceBinding("Read", "shpo", "Item", "Read", List.of(), List.of())),
        "methods.Read.bindings[0].service: found 'shpo'; expected a registered service: shop",
        "warning: methods.Read.bindings: found no use of the input 'ID'",
        "warning: methods.Read.bindings: found nothing that gives 'Name'");
    finds(
        bound(
            new ServiceBinding(
                "Read",
                "shop",
                "Item",
                "Raed",
                List.of(FROM_ID),
                List.of(new ReturnMapping("label", "Name")))),
        "methods.Read.bindings[0].serviceMethod: found 'Raed'; expected a method of the object:"
            + " Read, List");
  }

  @Test
  void inputsComeFromWhereThereIsSomethingOfAType() {
    finds(
        bound(read()),
        "methods.Read.bindings[0].inputs: found no 'id'",
        "warning: methods.Read.bindings: found no use");
    finds(
        bound(read(FROM_ID, FROM_ID)),
        "methods.Read.bindings[0].inputs.id: found a second mapping");
    finds(
        bound(read(FROM_ID, new InputMapping("label", new Source.Constant("x")))),
        "methods.Read.bindings[0].inputs.label: found 'label'; expected an input of the service"
            + " method: id");
    finds(
        bound(read(new InputMapping("id", new Source.FromParameter("Day")))),
        "methods.Read.bindings[0].inputs.id: found a Date",
        "warning: methods.Read.bindings: found no use");
    finds(
        bound(read(new InputMapping("id", new Source.FromBinding("Later", "id")))),
        "methods.Read.bindings[0].inputs.id: found 'Later'; expected an earlier binding",
        "warning: methods.Read.bindings: found no use");
    finds(
        bound(read(new InputMapping("id", new Source.Constant("seven")))),
        "methods.Read.bindings[0].inputs.id: found 'seven' is no Number",
        "warning: methods.Read.bindings: found no use");
  }

  @Test
  void aListHasOneListAndNothingElseHasAny() {
    finds(
        definition(List.of(ID, NAME), method(MethodKind.LIST, ServiceBindings.of(read(FROM_ID)))),
        "methods.Read.bindings: found 0 lists");
    var list =
        new ServiceBinding(
            "List", "shop", "Item", "List", List.of(), List.of(new ReturnMapping("label", "Name")));
    finds(bound(read(FROM_ID), list), "methods.Read.bindings: found a list");
  }

  @Test
  void rollbackNeedsTransactions() {
    finds(
        definition(
            List.of(ID, NAME),
            method(new ServiceBindings(List.of(read(FROM_ID)), OnFailure.ROLLBACK))),
        "methods.Read.bindings.onFailure: found rollback, while the services have no transactions");
  }

  @Test
  void associationsPairProperties() {
    var definition = bound(read(FROM_ID));
    var wrong =
        new Association(
            "Parts",
            Association.Kind.MANY_TO_MANY,
            "Part",
            List.of(Association.Pair.of("Nmae", "ID")),
            null);
    finds(
        new SmartObjectDefinition(
            "Item",
            "",
            "",
            definition.properties(),
            definition.methods(),
            List.of(wrong),
            Rights.users(),
            null),
        "warning: rights: found nobody",
        "associations.Parts.link: found none",
        "associations.Parts.pairs: found 'Nmae'");
  }

  @Test
  void aSmartBoxMustBeThere() {
    var definition = bound(read(FROM_ID));
    finds(
        new SmartObjectDefinition(
            "Own",
            "",
            "",
            definition.properties(),
            definition.methods(),
            List.of(),
            Rights.EVERYONE,
            "shop"),
        "smartBox: found 'shop'; expected a service that keeps tables");
  }
}
