package org.baltoro.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.deploy.BuiltDefinition;
import org.baltoro.store.Accounts.UserRow;
import org.junit.jupiter.api.AssertionFailureBuilder;

/** What an engine is opened with: handlers and settings, definitions, users. */
final class Setup {
  /** No password has this hash: users of tests need none. */
  private static final String NO_PASSWORD = "none";

  private final List<UnaryOperator<EngineConfig>> settings = new ArrayList<>();
  private final List<Definition> definitions = new ArrayList<>();
  private final Map<String, Set<String>> groupsByUser = new LinkedHashMap<>();

  /** A definition, from a file or built in Java. */
  sealed interface Definition {
    record Text(String source, String fileName) implements Definition {}

    record Built(BuiltDefinition definition) implements Definition {}
  }

  Setup copy() {
    var copy = new Setup();
    copy.settings.addAll(settings);
    copy.definitions.addAll(definitions);
    copy.groupsByUser.putAll(groupsByUser);
    return copy;
  }

  void add(UnaryOperator<EngineConfig> setting) {
    settings.add(setting);
  }

  void add(Definition definition) {
    definitions.add(definition);
    if (definition instanceof Definition.Built(var built)) {
      settings.add(config -> config.handlers(built));
    }
  }

  void add(String user, Set<String> groups) {
    groupsByUser.put(user, new LinkedHashSet<>(groups));
  }

  boolean knows(String user) {
    return groupsByUser.containsKey(user);
  }

  Set<String> groups(String user) {
    return groupsByUser.getOrDefault(user, Set.of());
  }

  /** Settings and handlers: code may run as soon as the engine is open. */
  EngineConfig applied(EngineConfig config) {
    var result = config;
    for (var setting : settings) {
      result = setting.apply(result);
    }
    return result;
  }

  void fill(Engine engine, Instant now) {
    groupsByUser.forEach((user, groups) -> putUser(engine, user, groups, now));
    definitions.forEach(definition -> deploy(engine, definition));
  }

  static void putUser(Engine engine, String user, Set<String> groups, Instant now) {
    var row = new UserRow(user, NO_PASSWORD, groups, false, now.toEpochMilli());
    var accounts = engine.store().accounts();
    if (!accounts.insertUser(row)) {
      accounts.updateUser(row);
    }
  }

  static void deploy(Engine engine, Definition definition) {
    try {
      switch (definition) {
        case Definition.Built(var built) -> engine.deploy(built, TestEngine.TEST);
        case Definition.Text(var source, var fileName) ->
            engine.connectTrusted(TestEngine.TEST).definitions().deploy(source, fileName);
      }
    } catch (BaltoroException refused) {
      throw AssertionFailureBuilder.assertionFailure()
          .message(withProblems(refused))
          .cause(refused)
          .build();
    }
  }

  private static String withProblems(BaltoroException refused) {
    var text = new StringBuilder(String.valueOf(refused.getMessage()));
    for (DefinitionProblem problem : refused.definitionProblems()) {
      text.append("\n  ").append(problem);
    }
    return text.toString();
  }
}
