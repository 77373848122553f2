package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;

/** A client event that is built in Java: who gets it, and what they may choose. */
public final class ClientEventBuilder {
  private final Lambdas lambdas;
  private final String activity;
  private final String name;
  private final List<String> destinations = new ArrayList<>();
  private final List<String> actions = new ArrayList<>();
  private final List<Escalation> escalations = new ArrayList<>();

  ClientEventBuilder(Lambdas lambdas, String activity, String name) {
    this.lambdas = lambdas;
    this.activity = activity;
    this.name = name;
  }

  /**
   * Who gets it.
   *
   * @param subjects users, {@code group:<name>} or {@code originator}
   */
  public ClientEventBuilder destinations(String... subjects) {
    destinations.addAll(List.of(subjects));
    return this;
  }

  /** What may be chosen; the choice is {@code Outcome} in the rules of the lines. */
  public ClientEventBuilder actions(String... names) {
    actions.addAll(List.of(names));
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
    return new ClientEvent(name, destinations, actions, escalations);
  }
}
