package org.baltoro.forms.broker;

/** Something that has transactions; the same object means the same resource. */
public interface TransactionalResource {

  /**
   * Begins one.
   *
   * @throws org.baltoro.forms.smartobject.SmartObjectException if the system is not reached
   */
  Transaction begin();
}
