package org.baltoro.store.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.baltoro.store.Accounts;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.History;
import org.baltoro.store.People;
import org.baltoro.store.Store;
import org.baltoro.store.WorklistFilter;
import org.baltoro.store.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/** The store on one database: each part has its tables, the dialect has the connections. */
public final class SqlStore implements Store {
  private final Dialect dialect;
  private final InstanceReads reads;
  private volatile @Nullable InstanceLists lists;
  private final Worklists worklists;
  private final Jobs jobs;
  private final Nodes nodes;
  private final DefinitionTables definitions;
  private final AccountTables accounts;
  private final HistoryTables history;
  private final PeopleTables people;

  public SqlStore(Dialect dialect) {
    this.dialect = dialect;
    reads = new InstanceReads(dialect);
    worklists = new Worklists(dialect);
    jobs = new Jobs(dialect);
    nodes = new Nodes(dialect);
    definitions = new DefinitionTables(dialect);
    accounts = new AccountTables(dialect);
    history = new HistoryTables(dialect);
    people = new PeopleTables(dialect);
  }

  @Override
  public List<CommitOutcome> commit(long node, List<Commit> batch) {
    return dialect.commit(node, batch);
  }

  @Override
  public Map<Long, StoredInstance> load(Collection<Long> instances) {
    return reads.load(instances);
  }

  @Override
  public Map<Long, Long> versions(Collection<Long> instances) {
    return reads.versions(instances);
  }

  @Override
  public boolean exclusive() {
    return dialect.exclusive();
  }

  @Override
  public List<JournalRow> journal(long instance, long afterVersion, int limit) {
    return reads.journal(instance, afterVersion, limit);
  }

  @Override
  public @Nullable String largeValue(long instance, String sha256) {
    return reads.largeValue(instance, sha256);
  }

  @Override
  public @Nullable Long instanceOfStartKey(long process, String key) {
    return reads.instanceOfStartKey(process, key);
  }

  @Override
  public List<InstanceRow> instances(InstanceFilter filter) {
    return lists().instances(filter);
  }

  @Override
  public long searchRows() {
    return lists().searchRows();
  }

  @Override
  public List<StoredInstance> waiting(WaitingFilter filter) {
    return lists().waiting(filter);
  }

  @Override
  public List<StoredInstance> inError(List<Long> processes, long beforeInstance, int limit) {
    return lists().inError(processes, beforeInstance, limit);
  }

  @Override
  public WorklistPage worklist(WorklistFilter filter) {
    return worklists.page(filter);
  }

  @Override
  public List<JobRow> jobs(JobFilter filter) {
    return jobs.page(filter);
  }

  @Override
  public List<TimerRow> dueTimers(long untilMillis, int limit) {
    return reads.dueTimers(untilMillis, limit);
  }

  @Override
  public Duration clockAhead() {
    return dialect.read(ClockTable::ahead);
  }

  @Override
  public Duration moveClockAhead(Duration further) {
    return dialect.write(connection -> ClockTable.moveAhead(connection, further));
  }

  @Override
  public String secret(String name, String made) {
    return dialect.write(connection -> SecretTable.keep(connection, name, made));
  }

  @Override
  public List<FinishRequest> finishRequests(int limit) {
    return dialect.read(connection -> FinishRequests.open(connection, limit));
  }

  @Override
  public void answerFinishRequests(List<FinishAnswer> answers) {
    dialect.<@Nullable Void>write(connection -> {
      FinishRequests.answer(connection, answers);
      return null;
    });
  }

  @Override
  public int forgetFinishRequests(long beforeMillis, int limit) {
    return dialect.write(connection -> FinishRequests.forget(connection, beforeMillis, limit));
  }

  @Override
  public long takeInstanceIds() {
    return dialect.write(connection -> IdBlocks.take(connection, "instance", 1_024));
  }

  @Override
  public long registerNode(String name, String address) {
    return nodes.register(name, address);
  }

  @Override
  public boolean heartbeat(long node) {
    return nodes.heartbeat(node);
  }

  @Override
  public void declareDead(Duration lease) {
    nodes.declareDead(lease);
  }

  @Override
  public void leave(long node) {
    nodes.leave(node);
  }

  @Override
  public List<Long> deadNodes() {
    return nodes.dead();
  }

  @Override
  public void forgetDeadNodes(Duration age) {
    nodes.forgetDead(age);
  }

  @Override
  public List<NodeRow> liveNodes() {
    return nodes.live();
  }

  @Override
  public List<Long> ownedBy(long node, long afterInstance, int limit) {
    return reads.ownedBy(node, afterInstance, limit);
  }

  @Override
  public DeployedVersion deploy(NewVersion version) {
    return definitions.deploy(version);
  }

  @Override
  public List<ProcessRow> processes() {
    return definitions.processes();
  }

  @Override
  public @Nullable DefinitionRow definition(String process, int version) {
    return definitions.definition(process, version);
  }

  @Override
  public List<DeployedVersion> versionsOf(String process) {
    return definitions.versionsOf(process);
  }

  @Override
  public boolean setDefaultVersion(String process, int version, List<GrantRow> rights) {
    return definitions.setDefaultVersion(process, version, rights);
  }

  @Override
  public Accounts accounts() {
    return accounts;
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public People people() {
    return people;
  }

  @Override
  public void backup(Path file) {
    dialect.backup(file);
  }

  @Override
  public void ping() {
    dialect.read(connection -> {
      try (var statement = connection.prepareStatement("SELECT 1")) {
        return Rows.first(statement, rows -> rows.getInt(1));
      }
    });
  }

  @Override
  public String description() {
    return dialect.description();
  }

  @Override
  public void close() {
    dialect.close();
  }

  /** Made when it is first asked for: what builds its statements takes a while to load. */
  private InstanceLists lists() {
    var made = lists;
    if (made == null) {
      made = new InstanceLists(dialect);
      lists = made;
    }
    return made;
  }
}
