package org.baltoro.server.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Whether a caller that waits for its answer is still there. A servlet can't ask; Tomcat can: it
 * reads on without waiting, and finds the end of the connection if the caller has closed it or has
 * died. Who is cut off without a word is not noticed.
 */
final class CallerPresence implements BooleanSupplier {
  private static final String ATTRIBUTE = CallerPresence.class.getName();

  private final org.apache.coyote.Request request;

  private CallerPresence(org.apache.coyote.Request request) {
    this.request = request;
  }

  /** To be asked on the request's own thread, once its body has been read to the end. */
  static BooleanSupplier of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof CallerPresence presence
        ? presence
        : () -> true;
  }

  /**
   * At the end of the connection there is always something to read; the next request comes once.
   */
  @Override
  public boolean getAsBoolean() {
    boolean more = hasMore();
    return !(more && hasMore());
  }

  private boolean hasMore() {
    request.setAvailable(0);
    request.action(ActionCode.AVAILABLE, Boolean.TRUE);
    return request.getAvailable() > 0;
  }

  /** Lets routes ask. */
  static final class Valve extends ValveBase {
    Valve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      request.setAttribute(ATTRIBUTE, new CallerPresence(request.getCoyoteRequest()));
      getNext().invoke(request, response);
    }
  }
}
