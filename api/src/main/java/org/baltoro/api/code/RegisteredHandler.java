package org.baltoro.api.code;

/**
 * A handler that {@link java.util.ServiceLoader} finds: list the class in {@code
 * META-INF/services}.
 */
public interface RegisteredHandler extends ServerEventHandler {
  /** The name that definitions use, for example {@code "finance.post"}. */
  String name();

  /**
   * True if running the code twice does no harm. With {@code durability: wait} only such handlers
   * run ahead of the commit. Default false.
   */
  default boolean repeatable() {
    return false;
  }
}
