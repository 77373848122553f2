package org.baltoro.engine.connection;

import java.time.InstantSource;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.engine.deploy.Deployer;
import org.baltoro.engine.history.RetentionWork;
import org.baltoro.engine.history.RollUp;
import org.baltoro.engine.mailbox.JobSignals;
import org.baltoro.engine.mailbox.Mailboxes;
import org.baltoro.engine.mailbox.Waiters;
import org.baltoro.engine.security.Logins;
import org.baltoro.engine.security.Rights;
import org.baltoro.engine.security.StoredDirectory;
import org.baltoro.kernel.rule.RuleEvaluator;
import org.baltoro.store.Store;

/** The rooms of the engine that a connection talks to. */
public record Parts(
    Store store,
    Mailboxes mailboxes,
    Waiters waiters,
    JobSignals jobSignals,
    InstanceIds ids,
    DefinitionRegistry definitions,
    Deployer deployer,
    Rights rights,
    Logins logins,
    StoredDirectory directory,
    RuleEvaluator rules,
    InstantSource clock,
    RollUp rollUp,
    RetentionWork retention) {
  Lists lists() {
    return new Lists(this);
  }
}
