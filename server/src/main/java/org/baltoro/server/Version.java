package org.baltoro.server;

/** The version of this server. */
public final class Version {
  private Version() {}

  /** As in {@code 0.1.0}; {@code development} when it does not run from its jar. */
  public static String current() {
    var packaged = Version.class.getPackage().getImplementationVersion();
    return packaged == null ? "development" : packaged;
  }
}
