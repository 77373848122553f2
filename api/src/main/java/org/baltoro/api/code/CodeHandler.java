package org.baltoro.api.code;

/**
 * Code of a process, by the context that it gets. Called on a thread of its own, for several
 * instances at once.
 *
 * @param <C> {@link ServerEventContext}, {@link ActivityEscalationActionContext}, {@link
 *     ProcessEscalationActionContext}, {@link ProcessStartRuleContext}, {@link
 *     ProcessFinishRuleContext} or {@link ExceptionRuleContext}
 */
@FunctionalInterface
public interface CodeHandler<C extends CodeContext> {
  /**
   * Does the work.
   *
   * @throws Exception any failure: it is recorded, and the retry policy says what follows
   */
  void run(C k2) throws Exception;
}
