package org.baltoro.forms.smartobject.layer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import org.baltoro.forms.broker.AnswerBudget;
import org.baltoro.forms.broker.Transaction;
import org.baltoro.forms.broker.TransactionalResource;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.OnFailure;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.PacketResult;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectObserver;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.SmartObjects;
import org.jspecify.annotations.Nullable;

/** Executes calls on the services that are registered. */
public final class SmartObjectLayer implements SmartObjects {
  private final SmartObjectDefinitions definitions;
  private final Services services;
  private final LayerConfig config;
  private final InstantSource clock;
  private final SmartObjectObserver observer;

  public SmartObjectLayer(
      SmartObjectDefinitions definitions,
      Services services,
      LayerConfig config,
      InstantSource clock,
      SmartObjectObserver observer) {
    this.definitions = definitions;
    this.services = services;
    this.config = config;
    this.clock = clock;
    this.observer = observer;
  }

  @Override
  public Result execute(Caller caller, MethodCall call) {
    var began = clock.instant();
    observer.callStarted(caller, call);
    SmartObjectException failed = null;
    try {
      return run(caller, call, null, new AnswerBudget(config.answerBytesMax()));
    } catch (SmartObjectException failure) {
      failed = failure;
      throw failure;
    } finally {
      observer.callEnded(caller, call, since(began), failed);
    }
  }

  @Override
  public PacketResult execute(Caller caller, Packet packet) {
    var began = clock.instant();
    observer.packetStarted(caller, packet);
    var result = new PacketRun(this, observer, clock, caller, packet, config).run();
    observer.packetEnded(caller, packet, since(began), result);
    return result;
  }

  @Override
  public boolean canBeAtomic(Collection<MethodReference> methods) {
    try {
      return methods.isEmpty() || commonResource(methods) != null;
    } catch (SmartObjectException unknown) {
      return false;
    }
  }

  /**
   * Makes a definition ready for use: checks it, and lets its SmartBox make or change its table.
   * Registering it is the caller's part, after that.
   *
   * @throws SmartObjectException {@link SmartObjectProblem#INVALID_DEFINITION} with all that is
   *     wrong, or {@link SmartObjectProblem#WOULD_LOSE_DATA}
   */
  public void deploy(SmartObjectDefinition definition) {
    deploy(definition, null);
  }

  /**
   * Makes a definition ready for use as part of a transaction, if its SmartBox is kept in the same
   * resource; else at once. When that is committed the SmartBox has to be refreshed.
   *
   * @throws SmartObjectException as {@link #deploy(SmartObjectDefinition)}
   */
  public void deploy(
      SmartObjectDefinition definition, TransactionalResource resource, Transaction transaction) {
    deploy(definition, new OpenTransaction(resource, transaction));
  }

  private void deploy(SmartObjectDefinition definition, @Nullable OpenTransaction open) {
    check(definition);
    if (definition.smartBox() != null) {
      var broker = services.broker(definition.smartBox());
      var resource = broker.transactionalResource();
      var part =
          open == null || resource == null || Resources.differ(resource, open.resource())
              ? null
              : open.transaction();
      broker.extend(definition, part);
    }
  }

  private void check(SmartObjectDefinition definition) {
    var faults =
        new SmartObjectCheck(services)
            .check(definition).stream().filter(fault -> !fault.warning()).toList();
    if (!faults.isEmpty()) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "'%s' can't be deployed: %s"
              .formatted(
                  definition.name(),
                  String.join(" ", faults.stream().map(fault -> fault.toString()).toList())));
    }
  }

  /** Runs a call, within the transaction if there is one. */
  Result run(
      Caller caller, MethodCall call, @Nullable OpenTransaction transaction, AnswerBudget budget) {
    var system = new SystemValues(caller, clock.instant(), config.zone());
    var checked = CallCheck.check(definitions, call, system, config.fileBytesMax());
    boolean own =
        transaction == null && checked.method().bindings().onFailure() == OnFailure.ROLLBACK;
    return own
        ? inOwnTransaction(checked, system, budget)
        : new BindingsRun(checked, system, services, config, transaction, budget).run();
  }

  private Result inOwnTransaction(CheckedCall call, SystemValues system, AnswerBudget budget) {
    var resource = Resources.common(services, call.method());
    if (resource == null) {
      throw new SmartObjectException(
          SmartObjectProblem.NOT_TRANSACTIONAL,
          "'%s' was not called: a failure in it has to undo all, and its services %s. Let it continue on failure, or bind it to one service with transactions."
              .formatted(call.title(), Resources.why(services, call.method())));
    }
    try (var transaction = resource.begin()) {
      var open = new OpenTransaction(resource, transaction);
      var result = new BindingsRun(call, system, services, config, open, budget).run();
      transaction.commit();
      return result;
    }
  }

  /**
   * The resource that all these methods share; null if they don't.
   *
   * @throws SmartObjectException if there is no such method
   */
  @Nullable TransactionalResource commonResource(Collection<MethodReference> methods) {
    TransactionalResource common = null;
    for (var reference : methods) {
      var resource = resource(reference);
      if (resource == null || (common != null && Resources.differ(common, resource))) {
        return null;
      }
      common = resource;
    }
    return common;
  }

  /** What holds a method's transactions; null: no one transaction can hold it. */
  @Nullable TransactionalResource resource(MethodReference reference) {
    return Resources.common(services, method(reference));
  }

  /** Why {@link #resource} is null. */
  String whyNotTransactional(MethodReference reference) {
    return Resources.why(services, method(reference));
  }

  private Method method(MethodReference reference) {
    var definition = CallCheck.definition(definitions, reference.smartObject());
    return CallCheck.method(definition, reference.method());
  }

  private Duration since(Instant began) {
    return Duration.between(began, clock.instant());
  }
}
