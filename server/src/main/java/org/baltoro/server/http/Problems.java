package org.baltoro.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.forms.protocol.JsonFaults;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;

/** The one place where an error becomes an answer: a problem as RFC 9457 has it. */
@RestControllerAdvice
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** What an answer says, and with which status and headers. */
  record Answer(int status, Map<String, Object> body, HttpHeaders headers) {}

  @ExceptionHandler(Throwable.class)
  @Nullable ResponseEntity<Map<String, Object>> answer(
      Throwable failure, HttpServletRequest request) {
    if (failure instanceof AsyncRequestNotUsableException) {
      return null; // the caller has hung up: nobody reads an answer
    }
    var answer = of(failure, request.getMethod(), request.getRequestURI());
    return ResponseEntity.status(answer.status())
        .headers(answer.headers())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(answer.body());
  }

  private static Answer of(Throwable failure, String method, String path) {
    return switch (failure) {
      case BaltoroException refusal -> of(refusal);
      case SmartObjectException failed -> of(SmartObjectFailures.refusal(failed));
      case NoHandlerFoundException none -> noSuchPath(path);
      case NoResourceFoundException none -> noSuchPath(path);
      case HttpRequestMethodNotSupportedException unknown ->
          invalid(
              405,
              "%s can't be asked with %s: use %s."
                  .formatted(path, method, methods(unknown.getSupportedHttpMethods())),
              unknown.getHeaders());
      case HttpMediaTypeNotSupportedException unknown ->
          invalid(
              415,
              "The body's Content-Type is %s: send %s."
                  .formatted(
                      Optional.<Object>ofNullable(unknown.getContentType()).orElse("missing"),
                      unknown.getSupportedMediaTypes().stream()
                          .map(MediaType::toString)
                          .collect(Collectors.joining(" or "))),
              HttpHeaders.EMPTY);
      case HttpMediaTypeNotAcceptableException unknown ->
          invalid(
              406,
              "The header Accept asks for what this does not have: leave it out, or accept"
                  + " application/json.",
              HttpHeaders.EMPTY);
      case MissingServletRequestParameterException missing ->
          invalid(
              400,
              "The query parameter '%s' is missing.".formatted(missing.getParameterName()),
              HttpHeaders.EMPTY);
      case MethodArgumentTypeMismatchException mismatch ->
          invalid(
              400,
              "'%s' is '%s': give %s."
                  .formatted(
                      mismatch.getName(),
                      mismatch.getValue(),
                      JsonFaults.expected(mismatch.getRequiredType())),
              HttpHeaders.EMPTY);
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case HeadersAndBodyLimit.BodyTooLong tooLong -> tooLong(tooLong);
      case ErrorResponse other ->
          invalid(
              other.getStatusCode().value(),
              String.valueOf(other.getBody().getDetail()),
              other.getHeaders());
      default -> bug(failure, method, path);
    };
  }

  /** The answer for what the server refused. */
  static Answer of(BaltoroException refusal) {
    var problem = refusal.problem();
    var headers = new HttpHeaders();
    int status = problem.httpStatus();
    if (problem == Problem.NOT_AUTHENTICATED) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Baltoro\"");
    }
    if (refusal.details().get(Throttle.RETRY_AFTER) instanceof Number seconds) {
      headers.set(HttpHeaders.RETRY_AFTER, seconds.toString());
      status = 429;
    }
    var body = body(problem, status, String.valueOf(refusal.getMessage()), refusal.details());
    if (!refusal.definitionProblems().isEmpty()) {
      body.put("problems", refusal.definitionProblems());
    }
    return new Answer(status, body, headers);
  }

  /** A problem's members: those of RFC 9457, and the details, which have names of their own. */
  static Map<String, Object> body(
      Problem problem, int status, String detail, Map<String, Object> details) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "urn:baltoro:problem:" + problem.code());
    body.put("title", title(problem));
    body.put("status", status);
    body.put("detail", detail);
    if (!details.isEmpty()) {
      body.put("details", details);
    }
    return body;
  }

  private static String title(Problem problem) {
    var words = problem.code().replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static Answer invalid(int status, String detail, HttpHeaders headers) {
    return new Answer(status, body(Problem.INVALID_REQUEST, status, detail, Map.of()), headers);
  }

  private static Answer noSuchPath(String path) {
    return new Answer(
        404,
        body(
            Problem.NOT_FOUND,
            404,
            "There is nothing at %s. What there is stands in /api/openapi.json.".formatted(path),
            Map.of()),
        HttpHeaders.EMPTY);
  }

  private static Answer tooLong(HeadersAndBodyLimit.BodyTooLong tooLong) {
    return of(new BaltoroException(Problem.TOO_LARGE, String.valueOf(tooLong.getMessage())));
  }

  private static Answer unreadable(HttpMessageNotReadableException unreadable) {
    for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case BaltoroException refusal -> {
          return of(refusal);
        }
        case JacksonIOException broken -> {} // its cause says more
        case HeadersAndBodyLimit.BodyTooLong tooLong -> {
          return tooLong(tooLong);
        }
        case JacksonException fault -> {
          return invalid(400, JsonFaults.of("The body", fault), HttpHeaders.EMPTY);
        }
        default -> {}
      }
    }
    return invalid(
        400,
        "The body is missing or can't be read: send a JSON object, {} at least.",
        HttpHeaders.EMPTY);
  }

  private static String methods(@Nullable Collection<?> methods) {
    return methods == null
        ? "another method"
        : methods.stream().map(Object::toString).sorted().collect(Collectors.joining(" or "));
  }

  private static Answer bug(Throwable failure, String method, String path) {
    var reference = UUID.randomUUID().toString();
    LOG.atError()
        .addKeyValue("reference", reference)
        .addKeyValue("request", method + " " + path)
        .setCause(failure)
        .log("A request failed: a bug of ours");
    return of(
        new BaltoroException(
            Problem.INTERNAL,
            "The server failed: a bug of ours. Its log has more under the reference %s."
                .formatted(reference),
            Map.of("reference", reference)));
  }
}
