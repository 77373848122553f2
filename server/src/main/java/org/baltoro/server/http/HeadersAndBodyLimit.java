package org.baltoro.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the headers that keep browsers from guessing and keeping, and bounds the bodies of requests,
 * whether their length is announced or not.
 */
final class HeadersAndBodyLimit extends OncePerRequestFilter {
  private final long bodyLimit;

  HeadersAndBodyLimit(long bodyLimit) {
    this.bodyLimit = bodyLimit;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setHeader("Referrer-Policy", "no-referrer");
    chain.doFilter(new Bounded(request, bodyLimit), response);
  }

  /** The body was longer than allowed. */
  static final class BodyTooLong extends IOException {
    BodyTooLong(long limit) {
      super(
          "The body of the request is over the limit of %d bytes. Send less, or start the server with a higher --body-limit."
              .formatted(limit));
    }
  }

  private static final class Bounded extends HttpServletRequestWrapper {
    private final long limit;

    Bounded(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (getContentLengthLong() > limit) {
        throw new BodyTooLong(limit);
      }
      return new BoundedInput(super.getInputStream(), limit);
    }
  }

  private static final class BoundedInput extends ServletInputStream {
    private final ServletInputStream input;
    private final long limit;
    private long read;

    BoundedInput(ServletInputStream input, long limit) {
      this.input = input;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int next = input.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = input.read(bytes, offset, length);
      count(count);
      return count;
    }

    private void count(int bytes) throws BodyTooLong {
      read += Math.max(bytes, 0);
      if (read > limit) {
        throw new BodyTooLong(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return input.isFinished();
    }

    @Override
    public boolean isReady() {
      return input.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      input.setReadListener(listener);
    }
  }
}
