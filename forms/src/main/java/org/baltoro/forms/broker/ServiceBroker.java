package org.baltoro.forms.broker;

import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/**
 * One service instance: a way to one system. May be shared by threads.
 *
 * <p>Every failure is a {@link SmartObjectException}, with the service's names in its field errors
 * and without secrets.
 */
public interface ServiceBroker {

  /** What there is, as of the start or the last {@link #refresh}. */
  ServiceDescription describe();

  /** Looks again what there is. */
  default void refresh() {}

  /**
   * Executes one method: wholly or not at all, if the system can.
   *
   * @throws SmartObjectException if it fails
   */
  ServiceResult execute(ServiceCall call, ServiceContext context);

  /**
   * What its transactions are of; brokers that give the same one can share a transaction. Null: it
   * has none.
   */
  default @Nullable TransactionalResource transactionalResource() {
    return null;
  }

  /**
   * The service object that {@link #extend} would leave, for checking a definition before; null:
   * this broker keeps no SmartObjects.
   */
  default @Nullable ServiceObject planned(SmartObjectDefinition definition) {
    return null;
  }

  /**
   * Makes or changes what keeps a SmartObject that is deployed.
   *
   * @param transaction of {@link #transactionalResource}: it is part of that, and to be used after
   *     a {@link #refresh} when that is committed; null: it is used at once
   * @throws SmartObjectException if that would lose data, or this broker keeps none
   */
  default void extend(SmartObjectDefinition definition, @Nullable Transaction transaction) {
    throw new SmartObjectException(
        SmartObjectProblem.INVALID_DEFINITION,
        "'%s' can't be kept here: only a SmartBox makes tables for SmartObjects."
            .formatted(definition.name()));
  }
}
