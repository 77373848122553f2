package org.baltoro.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that a route does not know: a misspelt {@code sync} must not be ignored.
 */
final class KnownParameters implements HandlerInterceptor {
  private final ConcurrentMap<java.lang.reflect.Method, Set<String>> known =
      new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() == null || !(handler instanceof HandlerMethod method)) {
      return true;
    }
    var names = known.computeIfAbsent(method.getMethod(), ignored -> names(method));
    for (var name : request.getParameterMap().keySet()) {
      if (!names.contains(name)) {
        throw new BaltoroException(
            Problem.INVALID_REQUEST,
            "There is no query parameter '%s' here: %s."
                .formatted(
                    name,
                    names.isEmpty() ? "this takes none" : "there are " + String.join(", ", names)));
      }
    }
    return true;
  }

  /** The names of a route's query parameters, in its order. */
  static Set<String> names(HandlerMethod method) {
    var names = new LinkedHashSet<String>();
    Arrays.stream(method.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
        .map(KnownParameters::name)
        .forEach(names::add);
    return names;
  }

  private static String name(MethodParameter parameter) {
    var given = parameter.getParameterAnnotation(RequestParam.class);
    return given != null && !given.name().isEmpty()
        ? given.name()
        : parameter.getParameter().getName();
  }
}
