package org.baltoro.spring;

import org.baltoro.engine.EngineConfig;

/** A bean that changes how the engine is opened: a mailer, another clock, handlers by code. */
@FunctionalInterface
public interface BaltoroCustomizer {
  EngineConfig customize(EngineConfig config);
}
