package org.baltoro.server.http;

import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives a route its caller's {@link Connection}: by the token of the header {@code Authorization:
 * Bearer}, acting as the user of the header {@code X-Baltoro-Impersonate} (percent-encoded). Routes
 * take it as their first parameter, so that a stranger is refused before anything else is looked
 * at.
 */
final class CallersConnection implements HandlerMethodArgumentResolver {
  static final String IMPERSONATE = "X-Baltoro-Impersonate";

  private final Callers callers;

  CallersConnection(Callers callers) {
    this.callers = callers;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Connection.class;
  }

  @Override
  public Connection resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return of(request.getHeader("Authorization"), request.getHeader(IMPERSONATE), callers);
  }

  /**
   * The connection that these headers give now; what they gave before may have ended.
   *
   * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED}
   */
  static Connection of(
      @Nullable String authorization, @Nullable String impersonated, Callers callers) {
    var connection = callers.connection(authorization);
    return impersonated == null
        ? connection
        : connection.impersonateUser(Route.decoded(impersonated, IMPERSONATE));
  }
}
