package org.baltoro.server.cli;

/** What a command's exit code says to scripts. */
final class ExitCode {
  static final int OK = 0;

  /** The server refused, a check found problems, or what was started is in error. */
  static final int REFUSED = 1;

  /** The command line itself is wrong: an unknown option, a missing file, a value of no use. */
  static final int USAGE = 2;

  /** No server answers at the address. */
  static final int UNREACHABLE = 3;

  private ExitCode() {}
}
