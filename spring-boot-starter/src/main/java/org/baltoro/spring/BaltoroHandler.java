package org.baltoro.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a bean's method, or a bean, a handler under the name that definitions use. A method has one
 * parameter, which says what it is written for: {@link org.baltoro.api.code.ServerEventContext}, or
 * the context of an escalation or a rule. A bean is a {@link org.baltoro.api.code.CodeHandler}.
 *
 * <pre>{@code
 * @BaltoroHandler("finance.pay")
 * void pay(ServerEventContext k2) {
 *   k2.setSynchronous(false);
 *   finance.pay(k2.serialNumber(), k2.processInstance().dataFields().getDecimal("Amount"));
 * }
 * }</pre>
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface BaltoroHandler {
  /** The name that definitions use. */
  String value();

  /** True if running the code twice does no harm: see {@code durability: wait}. */
  boolean repeatable() default false;
}
