package org.baltoro.bench.contender;

import java.util.Locale;

/** How an engine is set up. What that means for each is in its own class. */
public enum Settings {
  /** As it is when it knows its database and its job executor runs. */
  DEFAULT,
  /** As somebody sets it up who wants speed and gives up nothing: pools, threads, polling, ids. */
  BEST,
  /** As {@link #BEST}, and without any history. */
  BARE;

  public static Settings of(String[] arguments) {
    return arguments.length == 0 ? DEFAULT : valueOf(arguments[0].toUpperCase(Locale.ROOT));
  }
}
