package org.baltoro.engine.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.engine.code.Handlers.Registered;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.ProcessName;

/** The lambdas of a definition that is built in Java, and the names that they get. */
final class Lambdas {
  private final ProcessName process;
  private final Map<String, Registered> handlers = new LinkedHashMap<>();

  Lambdas(ProcessName process) {
    this.process = process;
  }

  /**
   * Keeps {@code code}, and gives what stands for it in the definition.
   *
   * @throws IllegalArgumentException if there is code of this place already
   */
  <C extends CodeContext> Code add(
      CodePlace place, CodeHandler<C> code, Class<C> context, boolean repeatable) {
    var name = name(place);
    if (handlers.putIfAbsent(name, new Registered(code, context, repeatable)) != null) {
      throw new IllegalArgumentException(
          "There is code named '%s' already: give each %s a name of its own."
              .formatted(name, ofWhat(place)));
    }
    return new Code.Handler(name);
  }

  private static String ofWhat(CodePlace place) {
    return switch (place.kind()) {
      case SERVER_EVENT -> "event";
      case ESCALATION -> "escalation";
      case START_RULE, FINISH_RULE, EXCEPTION_RULE -> "rule";
    };
  }

  /** {@code <process>/<activity>/<event>}, and what it is where it is no event's. */
  private String name(CodePlace place) {
    var name = new StringBuilder(process.text());
    if (!place.activity().isEmpty()) {
      name.append('/').append(place.activity());
    }
    if (!place.event().isEmpty()) {
      name.append('/').append(place.event());
    }
    return name
        + switch (place.kind()) {
          case SERVER_EVENT -> "";
          case ESCALATION -> "#escalation " + place.name();
          case START_RULE -> "#startRule";
          case FINISH_RULE -> "#finishRule";
          case EXCEPTION_RULE -> "#exceptionRule";
        };
  }

  Map<String, Registered> handlers() {
    return handlers;
  }
}
