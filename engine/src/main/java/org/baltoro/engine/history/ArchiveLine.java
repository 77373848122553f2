package org.baltoro.engine.history;

import java.io.IOException;
import java.io.OutputStream;
import org.baltoro.store.History.Purge;

/** Writes one instance as a line of an archive: JSON without a line's end. */
@FunctionalInterface
public interface ArchiveLine {
  void write(Purge instance, OutputStream line) throws IOException;
}
