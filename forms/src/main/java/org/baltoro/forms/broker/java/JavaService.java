package org.baltoro.forms.broker.java;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public class a service object. Its properties are the components of the records that its
 * methods return.
 *
 * <pre>{@code
 * @JavaService("Rates")
 * public class Rates {
 *   public record Rate(@Key String currency, BigDecimal rate) {}
 *
 *   @JavaMethod(MethodKind.READ)
 *   public Rate read(@Required String currency) { ... }
 *
 *   @JavaMethod(MethodKind.LIST)
 *   public List<Rate> list(LocalDate day) { ... }
 * }
 * }</pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface JavaService {
  /** The service object's name. */
  String value();
}
