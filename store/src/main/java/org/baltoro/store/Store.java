package org.baltoro.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables behind the engine: instances, journal, timers, search, definitions, accounts, nodes.
 * Safe for many threads. Every method throws {@link StoreException}, which says whether the outcome
 * is known.
 */
public interface Store extends AutoCloseable {

  // ---- instances: the hot path

  /**
   * Stores many instances' decisions in one transaction. A decision loses when its instance is no
   * longer at the expected version, when its start key was taken, or when {@code node} was declared
   * dead; the others win. Calling again with the same decisions after an unknown outcome is safe:
   * one that is in the journal already has won.
   *
   * @param node the epoch of the node that commits
   * @return an outcome for each commit, in order
   */
  List<CommitOutcome> commit(long node, List<Commit> batch);

  /** The instances with these ids; missing ones are left out. One round trip. */
  Map<Long, StoredInstance> load(Collection<Long> instances);

  /** The versions of the instances with these ids; missing ones are left out. One round trip. */
  Map<Long, Long> versions(Collection<Long> instances);

  /** True when no other process can write this store: then a decided state is always current. */
  boolean exclusive();

  // ---- instances: reading

  /** The journal of an instance after {@code version}, oldest first. */
  List<JournalRow> journal(long instance, long afterVersion, int limit);

  /** The content of a large value, or null if it is unknown. */
  @Nullable String largeValue(long instance, String sha256);

  /** The instance that a start of {@code process} with this idempotency key made, or null. */
  @Nullable Long instanceOfStartKey(long process, String key);

  /** Instances, newest first. */
  List<InstanceRow> instances(InstanceFilter filter);

  /** How many rows there are by which instances are found: for checks, as all are counted. */
  long searchRows();

  /** Instances with waiting server events, oldest first, with their states. */
  List<StoredInstance> waiting(WaitingFilter filter);

  /** Instances in error, newest first, with their states; before {@code beforeInstance}. */
  List<StoredInstance> inError(List<Long> processes, long beforeInstance, int limit);

  /** Items on the worklists of destinations, each once, with their instances' states. */
  WorklistPage worklist(WorklistFilter filter);

  /** Jobs of external workers, those first that have waited longest. */
  List<JobRow> jobs(JobFilter filter);

  // ---- timers

  /** Timers due before {@code untilMillis}, soonest first. */
  List<TimerRow> dueTimers(long untilMillis, int limit);

  /** How far the clocks of this store's servers were moved ahead. */
  Duration clockAhead();

  /** Moves the clocks further ahead. @return how far ahead they are now */
  Duration moveClockAhead(Duration further);

  /** A key that all nodes share: the one that is kept, {@code made} if there was none. */
  String secret(String name, String made);

  // ---- what applications on the same database ask for

  /** Finishes without an outcome, oldest first. */
  List<FinishRequest> finishRequests(int limit);

  /** Writes outcomes; those of rows that have one already are left. */
  void answerFinishRequests(List<FinishAnswer> answers);

  /** Deletes finishes that had their outcome before. @return how many, up to {@code limit} */
  int forgetFinishRequests(long beforeMillis, int limit);

  // ---- ids and nodes

  /**
   * Takes a block of 1,024 instance ids and returns the first, 1 or more and a multiple of 1,024.
   */
  long takeInstanceIds();

  /** Registers a node and returns its epoch: higher than any before. */
  long registerNode(String name, String address);

  /** Renews a node's lease by the database's clock. @return false if it was declared dead */
  boolean heartbeat(long node);

  /** Declares dead the nodes whose last heartbeat is older than {@code lease}. */
  void declareDead(Duration lease);

  /** Declares one's own node dead, at shutdown or before another node takes its place. */
  void leave(long node);

  /** The dead nodes whose instances are still to be looked for. */
  List<Long> deadNodes();

  /** Forgets dead nodes that died longer ago than {@code age} and own nothing. */
  void forgetDeadNodes(Duration age);

  /** All live nodes. */
  List<NodeRow> liveNodes();

  /** Instances whose pending effects belong to {@code node}, or to several nodes; by id. */
  List<Long> ownedBy(long node, long afterInstance, int limit);

  // ---- definitions

  /**
   * Stores a version of a process, unless its content is the newest one's; {@code contentHash}
   * decides. Its description becomes the process's, and its rights do if it is the default version.
   */
  DeployedVersion deploy(NewVersion version);

  List<ProcessRow> processes();

  /** One version with its source and classes, or null. */
  @Nullable DefinitionRow definition(String process, int version);

  List<DeployedVersion> versionsOf(String process);

  /**
   * Makes a version the default one, with its rights.
   *
   * @param rights granted by the version: replaces what the one before granted
   * @return false if there is no such version
   */
  boolean setDefaultVersion(String process, int version, List<GrantRow> rights);

  // ---- accounts

  Accounts accounts();

  // ---- finished instances

  History history();

  // ---- people

  People people();

  // ---- care

  /** Copies a SQLite store to a new file while it runs. @throws StoreException on PostgreSQL */
  void backup(Path file);

  /** A round trip to the database. */
  void ping();

  /**
   * What the store is, for people: {@code SQLite /path/file.db}, {@code PostgreSQL host/database}.
   */
  String description();

  @Override
  void close();

  // ---- rows

  /** An instance with its state. */
  record StoredInstance(long id, long version, org.baltoro.kernel.ProcessState state) {}

  /** One commit of an instance's history. */
  record JournalRow(long version, long atMillis, List<org.baltoro.kernel.Fact> facts) {}

  /** One row of a list. {@code status} is K2's number. */
  record InstanceRow(
      long id,
      String process,
      int definitionVersion,
      int status,
      boolean hasError,
      String folio,
      String originator,
      int priority,
      long startedAtMillis,
      @Nullable Long finishedAtMillis) {}

  /** An item on a worklist. */
  record WorklistRow(StoredInstance instance, int item) {}

  /**
   * Which jobs.
   *
   * @param processes ids of the processes whose jobs the caller may have
   * @param leased those that workers have; false: those that are queued
   * @param afterSinceMillis keyset: only jobs after this one; -1 for all
   */
  record JobFilter(
      String topic,
      List<Long> processes,
      boolean leased,
      long afterSinceMillis,
      long afterInstance,
      int afterItem,
      int limit) {}

  /** A job, and since when it is queued or leased. */
  record JobRow(long sinceMillis, long instance, int item) {}

  /**
   * A finish that was asked for by a row.
   *
   * @param data a JSON object
   * @param role the database's role that wrote it; "" on SQLite
   */
  record FinishRequest(
      long id,
      String serialNumber,
      String data,
      @Nullable String idempotencyKey,
      @Nullable String finishedBy,
      String role) {}

  /**
   * @param outcome {@code applied}, {@code kept}, {@code dropped} or {@code refused}
   */
  record FinishAnswer(long id, String outcome, @Nullable String message, long handledAtMillis) {}

  /**
   * @param rows those that fit, of the items that were looked at
   * @param next the last item that was looked at; null if there are no more
   * @param tooMany nothing is there: so many items can't be put in that order
   */
  record WorklistPage(List<WorklistRow> rows, WorklistFilter.@Nullable Key next, boolean tooMany) {}

  record TimerRow(long instance, int item, long dueAtMillis) {}

  record NodeRow(long epoch, String name, String address) {}

  /**
   * @param description for lists; may be empty
   */
  record ProcessRow(long id, String name, int defaultVersion, String description) {}

  /**
   * @param created false when the content was already there
   */
  record DeployedVersion(
      long processId,
      String process,
      int version,
      boolean isDefault,
      boolean created,
      String deployedBy,
      long deployedAtMillis) {}

  /**
   * @param classes compiled code-behind: class name to bytes
   * @param rights granted by the definition: replaces what the default version before granted
   * @param makeDefault instances start with this version from now on; false: with the one that was
   *     the default before, except that the first version always is
   */
  record NewVersion(
      String process,
      String description,
      String source,
      String contentHash,
      SequencedMap<String, byte[]> classes,
      List<GrantRow> rights,
      boolean makeDefault,
      String deployedBy,
      long deployedAtMillis) {}

  record DefinitionRow(
      long processId,
      String process,
      int version,
      String source,
      SequencedMap<String, byte[]> classes,
      String deployedBy,
      long deployedAtMillis) {}

  /**
   * A right of a subject.
   *
   * @param process its name, or "" for a server right
   * @param right as the API writes it: {@code serverEvent}
   * @param subject a user, {@code group:<name>} or {@code everyone}
   */
  record GrantRow(String process, String right, String subject, boolean fromDefinition) {}

  /**
   * Conditions on instances; null is no condition.
   *
   * <p>Start times and the statuses Completed, Stopped and Deleted have no index of their own: with
   * nothing else asked, the processes' instances are walked until the page is full.
   *
   * @param processes ids of the processes that the caller may see; empty for none
   * @param participant sees, besides, instances of {@code participantProcesses} that they started
   * @param participantSubjects all that a destination may call the participant, who sees those
   *     instances too that have an open worklist item of theirs
   * @param hasError whether something of the instance has failed, whatever its status
   * @param folio exact, or a prefix when it ends with {@code *}
   * @param parent the instance that started them
   * @param data searchable fields by name, in the text form of {@link SearchText}
   * @param beforeId keyset: only ids below
   */
  record InstanceFilter(
      List<Long> processes,
      List<Long> participantProcesses,
      String participant,
      List<String> participantSubjects,
      @Nullable Integer status,
      @Nullable Boolean hasError,
      @Nullable String folio,
      @Nullable String originator,
      @Nullable Long startedFromMillis,
      @Nullable Long startedBeforeMillis,
      @Nullable Long parent,
      Map<String, String> data,
      long beforeId,
      int limit) {

    /** With and without errors; the participant has no worklist. */
    public InstanceFilter(
        List<Long> processes,
        List<Long> participantProcesses,
        String participant,
        @Nullable Integer status,
        @Nullable String folio,
        @Nullable String originator,
        @Nullable Long startedFromMillis,
        @Nullable Long startedBeforeMillis,
        Map<String, String> data,
        long beforeId,
        int limit) {
      this(
          processes,
          participantProcesses,
          participant,
          List.of(),
          status,
          null,
          folio,
          originator,
          startedFromMillis,
          startedBeforeMillis,
          null,
          data,
          beforeId,
          limit);
    }
  }

  /**
   * @param afterId keyset: only ids from here on, so that a page may end inside an instance
   */
  record WaitingFilter(List<Long> processes, Map<String, String> data, long fromId, int limit) {}
}
