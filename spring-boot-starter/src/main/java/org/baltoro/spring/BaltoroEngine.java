package org.baltoro.spring;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The engine, for as long as the application runs: opened when all beans are there, and before
 * anything from outside is served; closed after that, while the data source is still open.
 */
public final class BaltoroEngine implements SmartLifecycle {
  /** Before the web server and other ways in, which stop accepting before the engine ends. */
  static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

  private static final Logger LOG = LoggerFactory.getLogger(BaltoroEngine.class);

  private final Supplier<EngineConfig> config;
  private final DefinitionFiles definitions;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile @Nullable Engine engine;

  BaltoroEngine(Supplier<EngineConfig> config, DefinitionFiles definitions) {
    this.config = config;
    this.definitions = definitions;
  }

  /**
   * The engine itself.
   *
   * @throws IllegalStateException before it was started, and after it was stopped
   */
  public Engine get() {
    var open = engine;
    if (open == null) {
      throw new IllegalStateException(
          "The engine is not open: it starts when all beans are there, and ends with the"
              + " application. Use it after that, for example in an ApplicationRunner.");
    }
    return open;
  }

  @Override
  public void start() {
    changing.lock();
    try {
      if (engine != null) {
        return;
      }
      var opened = Engine.open(config.get());
      try {
        definitions.deploy(opened);
      } catch (RuntimeException | Error failure) {
        opened.close();
        throw failure;
      }
      engine = opened;
      LOG.atInfo().addKeyValue("store", opened.status().store()).log("The engine is open");
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void stop() {
    changing.lock();
    try {
      var open = engine;
      if (open != null) {
        open.close();
        engine = null;
        LOG.info("The engine is closed");
      }
    } finally {
      changing.unlock();
    }
  }

  @Override
  public boolean isRunning() {
    return engine != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
