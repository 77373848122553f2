package org.baltoro.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.baltoro.api.Problem;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to what Tomcat refuses before a route is looked for, as to a malformed address: a
 * problem like all others.
 */
public final class ProblemValve extends ErrorReportValve {
  private static final JsonMapper MAPPER = JsonShapes.mapper();

  @Override
  protected void report(Request request, Response response, Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    var problem = status >= 500 ? Problem.INTERNAL : Problem.INVALID_REQUEST;
    var detail =
        status >= 500
            ? "The server failed: a bug of ours. Its log has more."
            : "The request is malformed: its address or a header has characters that are not"
                + " allowed there.";
    try {
      response.setContentType("application/problem+json");
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      var writer = response.getReporter();
      if (writer != null) {
        writer.write(MAPPER.writeValueAsString(Problems.body(problem, status, detail, Map.of())));
        response.finishResponse();
      }
    } catch (IOException gone) {
      // the caller has hung up
    }
  }
}
