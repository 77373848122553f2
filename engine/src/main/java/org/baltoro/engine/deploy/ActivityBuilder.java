package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.baltoro.api.code.ExceptionRuleContext;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.OutcomeRule;
import org.baltoro.kernel.definition.StartRule;
import org.jspecify.annotations.Nullable;

/** An activity that is built in Java. */
public final class ActivityBuilder {
  private final String name;
  private final Lambdas lambdas;
  private final Set<String> repeatable;
  private String description = "";
  private @Nullable Expression precedingRule;
  private @Nullable JoinDefinition join;
  private final List<DataFieldDefinition> fields = new ArrayList<>();
  private final List<EventDefinition> events = new ArrayList<>();
  private final List<LineDefinition> lines = new ArrayList<>();
  private final List<Escalation> escalations = new ArrayList<>();
  private @Nullable StartRule startRule;
  private @Nullable CodeRule exceptionRule;
  private @Nullable DestinationRule destinationRule;
  private final List<OutcomeRule> succeedingRule = new ArrayList<>();
  private String exclusive = "";
  private @Nullable Duration expectedDuration;

  ActivityBuilder(String name, Lambdas lambdas, Set<String> repeatable) {
    this.name = name;
    this.lambdas = lambdas;
    this.repeatable = repeatable;
  }

  public ActivityBuilder description(String text) {
    description = text;
    return this;
  }

  /** Evaluated at each arrival, in FEEL; false drops the arrival. */
  public ActivityBuilder precedingRule(String rule) {
    precedingRule = new Expression(rule);
    return this;
  }

  /** Counts arrivals, for example {@link JoinDefinition#all()}. */
  public ActivityBuilder join(JoinDefinition counting) {
    join = counting;
    return this;
  }

  /** A data field of the activity: one for each activity instance. */
  public ActivityBuilder data(String field, DataType type) {
    return data(field, type, options -> {});
  }

  /** A data field of the activity, with a default or other options. */
  public ActivityBuilder data(String field, DataType type, Consumer<FieldBuilder> options) {
    fields.add(FieldBuilder.field(field, type, options));
    return this;
  }

  /** A server event whose code is {@code code}, called {@code <process>/<activity>/<event>}. */
  public ActivityBuilder server(String event, ServerEventHandler code) {
    return server(event, code, options -> {});
  }

  /**
   * A server event with options.
   *
   * @throws IllegalArgumentException if the activity has an event of this name already
   */
  public ActivityBuilder server(
      String event, ServerEventHandler code, Consumer<EventBuilder> options) {
    var builder = new EventBuilder(lambdas, name, event);
    options.accept(builder);
    var place = CodePlace.serverEvent(name, event);
    return add(builder, lambdas.add(place, code, ServerEventContext.class, builder.isRepeatable()));
  }

  /** A server event whose code is registered at the engine as {@code handler}. */
  public ActivityBuilder server(String event, String handler) {
    return server(event, handler, options -> {});
  }

  /** A server event with options whose code is registered at the engine as {@code handler}. */
  public ActivityBuilder server(String event, String handler, Consumer<EventBuilder> options) {
    return add(event, new Code.Handler(handler), options);
  }

  /** A server event with its code as Java source, which is stored with the definition. */
  public ActivityBuilder serverCode(String event, String source, Consumer<EventBuilder> options) {
    return add(event, new Code.CodeBehind(source), options);
  }

  /** A server event that calls another system, as in {@code http("Pay", "POST", "https://..")}. */
  public ActivityBuilder http(
      String event,
      String method,
      String url,
      Consumer<HttpCallBuilder> content,
      Consumer<EventBuilder> options) {
    var call = new HttpCallBuilder(method, url);
    content.accept(call);
    return add(event, new Code.Http(call.build()), options);
  }

  /** A server event that is done by external workers that ask for jobs of this topic. */
  public ActivityBuilder worker(String event, String topic, Consumer<EventBuilder> options) {
    return add(event, new Code.Worker(topic), options);
  }

  private ActivityBuilder add(String event, Code code, Consumer<EventBuilder> options) {
    var builder = new EventBuilder(lambdas, name, event);
    options.accept(builder);
    return add(builder, code);
  }

  private ActivityBuilder add(EventBuilder builder, Code code) {
    events.add(builder.build(code));
    if (builder.isRepeatable() && code instanceof Code.Handler(String handler)) {
      repeatable.add(handler);
    }
    return this;
  }

  /** Work for people. */
  public ActivityBuilder client(String event, Consumer<ClientEventBuilder> content) {
    var builder = new ClientEventBuilder(lambdas, name, event);
    content.accept(builder);
    events.add(builder.build());
    return this;
  }

  /** Starts another process and waits for its end. */
  public ActivityBuilder subProcess(String event, String process) {
    return subProcess(event, process, content -> {});
  }

  /**
   * Starts another process.
   *
   * @param process its full name; its default version when it starts
   */
  public ActivityBuilder subProcess(
      String event, String process, Consumer<SubProcessBuilder> content) {
    var builder = new SubProcessBuilder(lambdas, name, event, process);
    content.accept(builder);
    events.add(builder.build());
    return this;
  }

  /** All of these may take its work, and who takes it first answers. */
  public ActivityBuilder destinations(String... subjects) {
    return destinations(DestinationRule.once(List.of(subjects)));
  }

  /** Who gets its work, how many of them answer, and when that is enough. */
  public ActivityBuilder destinations(DestinationRule rule) {
    destinationRule = rule;
    return this;
  }

  /** An outcome of the succeeding rule; of several the first that is true counts. */
  public ActivityBuilder outcome(String outcome, OutcomeRule.Condition condition) {
    succeedingRule.add(new OutcomeRule(outcome, condition));
    return this;
  }

  /** Of the activities of {@code section} one at a time is at work in an instance. */
  public ActivityBuilder exclusive(String section) {
    exclusive = section;
    return this;
  }

  /** What is usual, for people to see what is late. */
  public ActivityBuilder expectedDuration(Duration usual) {
    expectedDuration = usual;
    return this;
  }

  /** It waits until then before its first event. */
  public ActivityBuilder startRule(Consumer<DueBuilder> due) {
    var builder = new DueBuilder();
    due.accept(builder);
    startRule = builder.startRule();
    return this;
  }

  /** What happens by itself when the activity takes too long. */
  public ActivityBuilder escalation(
      String escalation, Consumer<ActivityEscalationBuilder> content) {
    var builder = new ActivityEscalationBuilder(lambdas, name, "", escalation);
    content.accept(builder);
    escalations.add(builder.build());
    return this;
  }

  /** Runs when an event's last attempt or a rule of a line has failed. */
  public ActivityBuilder exceptionRule(Consumer<RuleBuilder<ExceptionRuleContext>> content) {
    var builder =
        new RuleBuilder<>(lambdas, CodePlace.exceptionRule(name, ""), ExceptionRuleContext.class);
    content.accept(builder);
    exceptionRule = builder.build();
    return this;
  }

  /** A line that is always followed. */
  public ActivityBuilder line(String to) {
    lines.add(new LineDefinition("", to, null, false));
    return this;
  }

  /** A line that is followed when {@code when}, in FEEL, is true. */
  public ActivityBuilder line(String to, String when) {
    return line(to, when, "");
  }

  /** A line with a name for people. */
  public ActivityBuilder line(String to, String when, String lineName) {
    lines.add(new LineDefinition(lineName, to, new Expression(when), false));
    return this;
  }

  /** A line that is followed when no other is. */
  public ActivityBuilder otherwise(String to) {
    lines.add(new LineDefinition("", to, null, true));
    return this;
  }

  ActivityDefinition build() {
    return new ActivityDefinition(
        name,
        description,
        precedingRule,
        join,
        fields,
        events,
        lines,
        startRule,
        escalations,
        exceptionRule,
        destinationRule,
        succeedingRule,
        exclusive,
        expectedDuration);
  }
}
