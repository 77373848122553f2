package org.baltoro.forms.smartobject.layer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.smartobject.Association;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Rights;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectFault;
import org.baltoro.forms.smartobject.SystemValue;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;

/** Checks a definition by itself and against the services that are registered. */
public final class SmartObjectCheck {
  static final int NAME_MAX = 100;
  private static final int MEMO_MAX = PropertyType.MEMO.lengthMax();

  private final Services services;

  public SmartObjectCheck(Services services) {
    this.services = services;
  }

  /** All that is wrong, in the order of the definition. */
  public List<SmartObjectFault> check(SmartObjectDefinition definition) {
    var faults = new Faults();
    checkProperties(definition, faults);
    var planned = checkSmartBox(definition, faults);
    checkRights(definition.rights(), "rights", faults);
    checkMethods(definition, planned, faults);
    checkAssociations(definition, faults);
    return faults.all();
  }

  /** What was found so far. */
  static final class Faults {
    private final List<SmartObjectFault> all = new ArrayList<>();

    void error(String path, String found, String expected) {
      all.add(new SmartObjectFault(path, found, expected, false));
    }

    void warning(String path, String found, String expected) {
      all.add(new SmartObjectFault(path, found, expected, true));
    }

    List<SmartObjectFault> all() {
      return List.copyOf(all);
    }
  }

  // ---- properties

  private static void checkProperties(SmartObjectDefinition definition, Faults faults) {
    var names = new HashSet<String>();
    for (var property : definition.properties()) {
      var path = "properties." + property.name();
      checkName(path, property.name(), names, faults);
      checkProperty(path, property, faults);
    }
    boolean needsKey =
        definition.methods().stream()
            .anyMatch(method ->
                switch (method.kind()) {
                  case READ, UPDATE, DELETE -> true;
                  case CREATE, LIST, EXECUTE -> false;
                });
    if (needsKey && definition.keys().isEmpty()) {
      faults.error(
          "properties", "no key", "one key at least, as rows are read, changed or deleted");
    }
  }

  static void checkName(String path, String name, Set<String> names, Faults faults) {
    boolean sound =
        !name.isBlank()
            && name.length() <= NAME_MAX
            && name.equals(name.strip())
            && name.chars().noneMatch(Character::isISOControl);
    if (!sound) {
      faults.error(
          path,
          "the name '%s'".formatted(Names.cut(name)),
          "1 to %d characters without space at its ends".formatted(NAME_MAX));
    }
    if (!names.add(name)) {
      faults.error(path, "the name '%s' again".formatted(name), "a name of its own");
    }
  }

  private static void checkProperty(String path, Property property, Faults faults) {
    var type = property.type();
    boolean large =
        switch (type) {
          case MEMO, FILE, IMAGE, MULTIVALUE -> true;
          case AUTONUMBER, AUTOGUID, TEXT, NUMBER, DECIMAL, YES_NO, DATE, TIME -> false;
          case DATE_TIME, GUID, HYPERLINK -> false;
        };
    if (large && (property.key() || property.unique())) {
      faults.error(
          path, "a %s that is a key or unique".formatted(type.label()), "a type of small values");
    }
    var length = property.lengthMax();
    if (length != null && (!type.isText() || length < 1 || length > MEMO_MAX)) {
      faults.error(
          path + ".lengthMax",
          length.toString(),
          "1 to %,d, for Text, Memo and Hyperlink only".formatted(MEMO_MAX));
    }
    checkDefault(path + ".default", type, property.defaultValue(), faults);
    if (type.automatic() && property.defaultValue() != null) {
      faults.error(path + ".default", "a default", "none, as the source draws the value");
    }
  }

  private static void checkDefault(
      String path, PropertyType type, @Nullable Object value, Faults faults) {
    if (value instanceof SystemValue wanted) {
      checkFits(path, type, wanted.type(), faults);
    } else if (value != null) {
      checkConstant(path, type, value, faults);
    }
  }

  static void checkConstant(String path, PropertyType type, Object value, Faults faults) {
    try {
      type.convert(value);
    } catch (ValueRefused refused) {
      faults.error(path, String.valueOf(refused.getMessage()), "a value of type " + type.label());
    }
  }

  /** Whether values of one type are ever values of another. */
  static void checkFits(String path, PropertyType type, PropertyType given, Faults faults) {
    var source = given.plain();
    boolean fits =
        switch (type.plain()) {
          case TEXT, MEMO ->
              source != PropertyType.FILE
                  && source != PropertyType.IMAGE
                  && source != PropertyType.MULTIVALUE;
          case NUMBER, DECIMAL, YES_NO ->
              source == PropertyType.NUMBER
                  || source == PropertyType.DECIMAL
                  || source == type.plain()
                  || source.isText();
          case DATE, TIME, DATE_TIME, GUID, HYPERLINK -> source == type.plain() || source.isText();
          case FILE, IMAGE -> source == PropertyType.FILE || source == PropertyType.IMAGE;
          case MULTIVALUE -> source == PropertyType.MULTIVALUE;
          case AUTONUMBER, AUTOGUID -> false;
        };
    if (!fits) {
      faults.error(path, "a " + given.label(), "what can be made a " + type.label());
    }
  }

  /** The service object that the definition's SmartBox will have; null: none. */
  private @Nullable ServiceObject checkSmartBox(SmartObjectDefinition definition, Faults faults) {
    if (definition.smartBox() == null) {
      return null;
    }
    checkWas(definition, faults);
    var smartBox = services.find(definition.smartBox());
    if (smartBox == null) {
      faults.error(
          "smartBox",
          "'%s'".formatted(definition.smartBox()),
          "a registered service: " + Names.shown(services.names()));
      return null;
    }
    try {
      var planned = smartBox.planned(definition);
      if (planned == null) {
        faults.error(
            "smartBox", "'%s'".formatted(definition.smartBox()), "a service that keeps tables");
      }
      return planned;
    } catch (SmartObjectException refused) {
      faults.error("smartBox", String.valueOf(refused.getMessage()), "what it can keep");
      return null;
    }
  }

  private static void checkWas(SmartObjectDefinition definition, Faults faults) {
    var names = definition.properties().stream().map(Property::name).toList();
    var earlier = new HashSet<String>();
    for (var property : definition.properties()) {
      var was = property.was();
      if (was != null && (names.contains(was) || !earlier.add(was))) {
        faults.error(
            "properties.%s.was".formatted(property.name()),
            "'%s'".formatted(was),
            "the name of a property that is no more, once");
      }
    }
  }

  private static void checkRights(@Nullable Rights rights, String path, Faults faults) {
    if (rights instanceof Rights.Only only && only.users().isEmpty() && only.groups().isEmpty()) {
      faults.warning(path, "nobody", "users, groups or everyone");
    }
  }

  // ---- methods

  private void checkMethods(
      SmartObjectDefinition definition, @Nullable ServiceObject planned, Faults faults) {
    var names = new HashSet<String>();
    for (var method : definition.methods()) {
      var path = "methods." + method.name();
      checkName(path, method.name(), names, faults);
      checkRights(method.rights(), path + ".rights", faults);
      checkInputs(path, definition, method, faults);
      new BindingsCheck(services, definition, method, planned, path, faults).check();
    }
  }

  private static void checkInputs(
      String path, SmartObjectDefinition definition, Method method, Faults faults) {
    checkAreProperties(path + ".inputs", method.inputs(), definition, faults);
    checkAreProperties(path + ".returns", method.returns(), definition, faults);
    for (var name : method.requiredInputs()) {
      if (!method.inputs().contains(name)) {
        faults.error(
            path + ".requiredInputs",
            "'%s'".formatted(name),
            "an input: " + Names.shown(method.inputs()));
      }
    }
    var taken = new HashSet<>(method.inputs());
    for (var parameter : method.parameters()) {
      var place = "%s.parameters.%s".formatted(path, parameter.name());
      checkName(place, parameter.name(), taken, faults);
      checkDefault(place + ".default", parameter.type(), parameter.defaultValue(), faults);
    }
    checkIdentifies(path, definition, method, faults);
  }

  private static void checkIdentifies(
      String path, SmartObjectDefinition definition, Method method, Faults faults) {
    boolean identifies =
        switch (method.kind()) {
          case READ, UPDATE, DELETE -> true;
          case CREATE, LIST, EXECUTE -> false;
        };
    for (var key : definition.keys()) {
      if (identifies && !method.requiredInputs().contains(key.name())) {
        faults.warning(
            path + ".requiredInputs", "no '%s'".formatted(key.name()), "every key of the row");
      }
    }
    for (var property : definition.properties()) {
      boolean open =
          method.kind() == MethodKind.CREATE
              && property.required()
              && !property.type().automatic()
              && !method.inputs().contains(property.name());
      if (open) {
        faults.warning(
            path + ".inputs", "no '%s'".formatted(property.name()), "every required property");
      }
    }
  }

  private static void checkAreProperties(
      String path, List<String> names, SmartObjectDefinition definition, Faults faults) {
    var seen = new HashSet<String>();
    for (var name : names) {
      if (definition.property(name).isEmpty() || !seen.add(name)) {
        faults.error(
            path,
            "'%s'".formatted(Names.cut(name)),
            "properties, each once: "
                + Names.shown(definition.properties().stream().map(Property::name).toList()));
      }
    }
  }

  static Optional<Parameter> parameter(List<Parameter> parameters, String wanted) {
    return parameters.stream().filter(parameter -> parameter.name().equals(wanted)).findFirst();
  }

  // ---- associations

  private static void checkAssociations(SmartObjectDefinition definition, Faults faults) {
    var names = new HashSet<String>();
    for (var association : definition.associations()) {
      var path = "associations." + association.name();
      checkName(path, association.name(), names, faults);
      if (association.pairs().isEmpty()) {
        faults.error(path + ".pairs", "none", "one pair of properties at least");
      }
      boolean many = association.kind() == Association.Kind.MANY_TO_MANY;
      if (many != (association.link() != null)) {
        faults.error(
            path + ".link",
            many ? "none" : "one",
            many ? "the SmartObject that holds the pairs of keys" : "none, unless many to many");
      }
      association.pairs().forEach(pair -> checkPair(path, definition, pair, many, faults));
    }
  }

  private static void checkPair(
      String path,
      SmartObjectDefinition definition,
      Association.Pair pair,
      boolean many,
      Faults faults) {
    if (definition.property(pair.property()).isEmpty()) {
      faults.error(path + ".pairs", "'%s'".formatted(Names.cut(pair.property())), "a property");
    }
    boolean linked = pair.linkProperty() != null || pair.linkTargetProperty() != null;
    if (linked && !many) {
      faults.error(path + ".pairs", "properties of a link", "none, unless many to many");
    }
  }
}
