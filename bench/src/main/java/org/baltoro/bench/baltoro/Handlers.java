package org.baltoro.bench.baltoro;

import org.baltoro.engine.EngineConfig;

/** The code that the definitions name. */
final class Handlers {
  private volatile Runnable fired = () -> {};

  void onFired(Runnable run) {
    fired = run;
  }

  /** All of it may run twice; where the definition wants a commit after each event, it has one. */
  EngineConfig register(EngineConfig config) {
    return config
        .repeatableHandler("nothing", k2 -> {})
        .repeatableHandler("later", k2 -> k2.setSynchronous(false))
        .repeatableHandler("fired", k2 -> fired.run());
  }
}
