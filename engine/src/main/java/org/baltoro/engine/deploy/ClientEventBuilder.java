package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.Expression;
import org.jspecify.annotations.Nullable;

/** A client event that is built in Java: who gets it, and what they may choose. */
public final class ClientEventBuilder {
  private final Lambdas lambdas;
  private final String activity;
  private final String name;
  private final List<String> destinations = new ArrayList<>();
  private final List<ClientAction> actions = new ArrayList<>();
  private String instruction = "";
  private @Nullable Expression form;
  private final List<Escalation> escalations = new ArrayList<>();

  ClientEventBuilder(Lambdas lambdas, String activity, String name) {
    this.lambdas = lambdas;
    this.activity = activity;
    this.name = name;
  }

  /**
   * Who gets it; without them, whom the activity's destinations give.
   *
   * @param subjects users, {@code group:<name>}, {@code role:<name>}, {@code originator}, {@code
   *     manager:<user or originator>}, or {@code = <expression>}
   */
  public ClientEventBuilder destinations(String... subjects) {
    destinations.addAll(List.of(subjects));
    return this;
  }

  /** What may be chosen; the choice is {@code Outcome} in the rules of the lines. */
  public ClientEventBuilder actions(String... names) {
    for (var action : names) {
      actions.add(new ClientAction(action));
    }
    return this;
  }

  /** An action with options: an update, one that not everybody may choose. */
  public ClientEventBuilder action(ClientAction action) {
    actions.add(action);
    return this;
  }

  /** What is to be done, for people. */
  public ClientEventBuilder instruction(String text) {
    instruction = text;
    return this;
  }

  /** Where it is done: the address of a page, in FEEL. */
  public ClientEventBuilder form(String expression) {
    form = new Expression(expression);
    return this;
  }

  /** What happens by itself when it takes too long. */
  public ClientEventBuilder escalation(
      String escalation, Consumer<ActivityEscalationBuilder> content) {
    var builder = new ActivityEscalationBuilder(lambdas, activity, name, escalation);
    content.accept(builder);
    escalations.add(builder.build());
    return this;
  }

  ClientEvent build() {
    return new ClientEvent(name, destinations, actions, instruction, form, escalations);
  }
}
