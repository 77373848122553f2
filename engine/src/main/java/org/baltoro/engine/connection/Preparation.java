package org.baltoro.engine.connection;

import java.util.List;
import java.util.TreeMap;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.NewProcessInstance;
import org.baltoro.api.Problem;
import org.baltoro.engine.data.Fields;
import org.baltoro.engine.data.Folio;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.jspecify.annotations.Nullable;

/** A process instance that is being prepared. */
final class Preparation implements NewProcessInstance {
  private static final int KEY_CHARACTERS_MAX = 200;

  private final DefinitionRegistry definitions;
  private Deployed deployed;
  private Fields dataFields;
  private @Nullable String folio;
  private @Nullable String idempotencyKey;
  private int priority = 1;

  Preparation(DefinitionRegistry definitions, Deployed deployed) {
    this.definitions = definitions;
    this.deployed = deployed;
    dataFields = fields(deployed);
  }

  @Override
  public String process() {
    return deployed.definition().name().text();
  }

  @Override
  public NewProcessInstance version(int version) {
    var writes = dataFields.all();
    var written = dataFields.writes().keySet();
    deployed = definitions.get(process(), version);
    dataFields = fields(deployed);
    written.forEach(name -> dataFields.set(name, writes.get(name)));
    return this;
  }

  @Override
  public NewProcessInstance folio(String text) {
    folio = Folio.checked(text);
    return this;
  }

  @Override
  public NewProcessInstance priority(int value) {
    priority = Folio.checkedPriority(value);
    return this;
  }

  @Override
  public NewProcessInstance idempotencyKey(String key) {
    idempotencyKey = checkedKey(key);
    return this;
  }

  @Override
  public Fields dataFields() {
    return dataFields;
  }

  @Override
  public List<String> requiredFields() {
    return deployed.definition().dataFields().stream()
        .filter(field -> field.required() && field.initial() == null)
        .map(DataFieldDefinition::name)
        .toList();
  }

  Deployed deployed() {
    return deployed;
  }

  @Nullable String givenFolio() {
    return folio;
  }

  int givenPriority() {
    return priority;
  }

  @Nullable String givenKey() {
    return idempotencyKey;
  }

  /**
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if it is blank or too long
   */
  static String checkedKey(String key) {
    if (key.isBlank()
        || key.length() > KEY_CHARACTERS_MAX
        || key.chars().anyMatch(Character::isISOControl)) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "The idempotency key has %d characters: give 1 to %d, without control characters."
              .formatted(key.length(), KEY_CHARACTERS_MAX));
    }
    return key;
  }

  private static Fields fields(Deployed deployed) {
    var initial = new TreeMap<String, Value>();
    for (var field : deployed.definition().dataFields()) {
      if (field.initial() != null) {
        initial.put(field.name(), field.initial());
      }
    }
    return new Fields(
        "Process '%s'".formatted(deployed.definition().name()),
        deployed.definition().dataFields(),
        initial,
        value -> value);
  }
}
