package org.baltoro.forms.document;

/** How a handler runs. */
public sealed interface HandlerType {

  /** Once, if its conditions hold. */
  record If() implements HandlerType {}

  /** Once. It has no conditions. */
  record Always() implements HandlerType {}

  /**
   * Once for each item that is there when the handler is reached. A nested one may go through
   * another list, or the same.
   */
  record ForEach(Items items) implements HandlerType {}

  /**
   * Only when a step before it, in the same list of steps or handlers or nested in one, has failed;
   * its conditions choose among errors. Then the rule ends, unless a {@link Operation.Continue} in
   * it says that the rule goes on after it.
   */
  @SuppressWarnings("JavaLangClash") // K2's word for it
  record Error() implements HandlerType {}
}
