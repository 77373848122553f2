package org.baltoro.engine.mailbox;

import java.util.List;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.kernel.Effect;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.Store.StoredInstance;

/** What follows from a commit. Called on the mailbox's thread: quick, and never failing. */
public interface Follower {
  /**
   * @param effects what is to be done outside now
   */
  void committed(StoredInstance now, ProcessState before, Deployed deployed, List<Effect> effects);

  /** A commit under this epoch was refused because the node was declared dead. */
  void fenced(long node);
}
