package org.baltoro.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A logged-in user's way to the workflow server, in-process or over HTTP. May be shared by threads;
 * the objects that it hands out may not.
 *
 * <pre>{@code
 * try (Connection connection = Connection.open("http://localhost:7420")) {
 *   ServerItem item = connection.openServerItem("4711_2");
 *   item.processInstance().dataFields().set("Field1", "1");
 *   item.finish();
 * }
 * }</pre>
 *
 * <p>Every method may throw a {@link BaltoroException}; {@link Problem} lists the reasons. The
 * methods name the ones particular to them.
 */
public interface Connection extends AutoCloseable {

  /**
   * Opens a connection with the saved login: the token in the environment variable {@code
   * BALTORO_TOKEN}, else the one that {@code baltoro login} saved for this server.
   *
   * @param server the server's address, for example {@code "http://localhost:7420"}; without a
   *     scheme {@code http://} is assumed
   * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED} if there is no saved login, or it
   *     has expired
   */
  static Connection open(String server) {
    return provider().open(server);
  }

  /**
   * Opens a connection as {@code user}, who logs in once for a token.
   *
   * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED} if the user or the password is wrong
   */
  static Connection open(String server, String user, String password) {
    return provider().open(server, user, password);
  }

  /**
   * Opens a connection with an API token.
   *
   * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED} if the token is unknown or expired
   */
  static Connection openWithToken(String server, String token) {
    return provider().openWithToken(server, token);
  }

  /** The logged-in user's name. */
  String user();

  /** The logged-in user, with groups and rights as they are now. */
  Identity identity();

  /**
   * Prepares a new instance of the default version of {@code process}; nothing is stored before
   * {@link #startProcessInstance}.
   *
   * @param process the full name, folder and name: {@code "Finance/Purchase Order"}
   * @throws BaltoroException {@link Problem#UNKNOWN_PROCESS}, or {@link Problem#ACCESS_DENIED}
   *     without the Start right
   */
  NewProcessInstance createProcessInstance(String process);

  /** Starts what was prepared and returns once it is durable: {@code sync} is false. */
  default ProcessInstance startProcessInstance(NewProcessInstance instance) {
    return startProcessInstance(instance, false);
  }

  /**
   * Starts what was prepared.
   *
   * @param sync true: returns at the next wait state of the instance, or at the time-out with the
   *     instance as it is; false: returns once the start is durable
   * @throws BaltoroException {@link Problem#INVALID_DATA} for a missing required data field, an
   *     unknown one, or a value of the wrong type
   */
  ProcessInstance startProcessInstance(NewProcessInstance instance, boolean sync);

  /**
   * Opens an instance as it is now.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND}, {@link Problem#GONE}, {@link
   *     Problem#ACCESS_DENIED} without View
   */
  ProcessInstance openProcessInstance(long id);

  /**
   * Opens the waiting server event with this serial number. Allocates nothing: an abandoned handle
   * changes nothing. Needs the Server Event right.
   *
   * @throws BaltoroException what {@link ServerItem#finish} would refuse: {@link
   *     Problem#NOT_FOUND}, {@link Problem#ALREADY_FINISHED}, {@link Problem#ITEM_EXPIRED}, {@link
   *     Problem#GONE}
   */
  ServerItem openServerItem(String serialNumber);

  /**
   * Opens the server event with this serial number also when it has ended: for a finish sent unseen
   * or repeated. {@link ServerItem#finish} then answers with the first receipt to a repetition,
   * else with the refusal, and the late callback is in the journal. Needs the Server Event right.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND}, {@link Problem#GONE}
   */
  ServerItem openServerItemEvenIfEnded(String serialNumber);

  /** What became of a finish that was kept: asked for by its serial number. Needs Server Event. */
  FinishReceipt finishReceipt(String serialNumber);

  /** Server events that wait for {@code finish} and that this user may finish. */
  Page<WaitingServerItem> waitingServerItems(WaitingServerItemQuery query);

  /**
   * The worklist of this user: items of client events that are theirs, one of their groups' or
   * roles', or of somebody who is out of office and forwards them; oldest first.
   *
   * @param cursor of the page before, or null
   * @param limit 1 to 200
   */
  default Page<WorklistEntry> worklist(@Nullable String cursor, int limit) {
    return worklist(WorklistQuery.all().after(cursor).limit(limit));
  }

  /**
   * A page of a worklist.
   *
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if more than 10,000 items would have
   *     to be put in an order; {@link Problem#ACCESS_DENIED} for the worklist of somebody whom this
   *     user does not manage
   */
  Page<WorklistEntry> worklist(WorklistQuery query);

  /** How many items a query finds, counted up to 10,000. */
  WorklistCount worklistCount(WorklistQuery query);

  /** Opens an item of this user's worklist, and takes a slot of it. */
  default WorklistItem openWorklistItem(String serialNumber) {
    return openWorklistItem(serialNumber, true);
  }

  /**
   * Opens an item of this user's worklist, of somebody who is out of office and forwards it to this
   * user, or of somebody whom this user manages: then what is done with it is done on their behalf.
   * Who manages the process may open any, and takes a slot only of one that is theirs.
   *
   * @param allocate true: takes a slot, until it is released, answered, or put to sleep; false:
   *     takes nothing and changes nothing
   * @throws BaltoroException {@link Problem#NOT_FOUND}, {@link Problem#ALREADY_FINISHED} and {@link
   *     Problem#ITEM_HELD} with by whom and when, {@link Problem#ITEM_EXPIRED}, {@link
   *     Problem#ACCESS_DENIED} if it is another's
   */
  WorklistItem openWorklistItem(String serialNumber, boolean allocate);

  /**
   * Opens an item also when it has been answered, and takes no slot: for an action sent unseen or
   * repeated. {@link WorklistItem#finish} then takes the same action with the same data by the same
   * user for the first, and refuses any other. The activity's data fields are empty then.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND}, {@link Problem#ITEM_EXPIRED}, {@link
   *     Problem#ACCESS_DENIED} if it is another's
   */
  WorklistItem openWorklistItemEvenIfEnded(String serialNumber);

  /**
   * Chooses an action for many items, one commit each and at the same time; a refusal of one does
   * not keep the others. Only for actions that may be chosen for many items at once.
   *
   * @param serialNumbers 1 to 1,000
   * @param dataFields set in each: the activity's where it has one of that name, else the process's
   * @return a result for each, in their order
   */
  List<WorklistResult> finishWorklistItems(
      List<String> serialNumbers,
      String action,
      Map<String, ? extends @Nullable Object> dataFields);

  /** What was said about an instance and its items, oldest first. Needs View, or an item of it. */
  List<Comment> comments(long instance);

  /** Says something about an instance. Needs View, or an item of it. */
  void addComment(long instance, String text);

  /**
   * Why an instance stands where it stands: what it waits for, since when, who or what can move it,
   * and why lines were or were not taken. Needs View.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND}, {@link Problem#ACCESS_DENIED}
   */
  Explanation explain(long instance);

  /** Instances that this user may view, newest first. */
  Page<ProcessInstanceSummary> processInstances(ProcessInstanceQuery query);

  /**
   * The instance's journal from its start, oldest first.
   *
   * @param after return entries after this version; 0 from the start
   * @param limit 1 to 1000
   */
  List<JournalEntry> journal(long instance, long after, int limit);

  /** Jobs that programs outside do, in any language. */
  Workers workers();

  /** Definitions: check, deploy, versions. */
  Definitions definitions();

  /** Stops, starts, moves, repairs, migrates and deletes instances, each with a preview. */
  Management management();

  /** Audit, statistics, and how long they are kept. */
  History history();

  /** Users, tokens and rights. */
  Administration administration();

  /**
   * A connection that acts as {@code user}, with that user's rights; the journal names them. Needs
   * the server right Impersonate.
   *
   * @throws BaltoroException {@link Problem#ACCESS_DENIED}, or {@link Problem#NOT_FOUND} if there
   *     is no such user
   */
  Connection impersonateUser(String user);

  /**
   * This connection, with sync calls that wait at most {@code timeout}; without it they wait 30
   * seconds at most. Shares the login: there is nothing more to close.
   *
   * @param timeout 1 millisecond to 10 minutes
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if the time-out is out of bounds
   */
  Connection withSyncTimeout(Duration timeout);

  /** Closes the connection; a token made for it is forgotten. Never throws. */
  @Override
  void close();

  private static ConnectionProvider provider() {
    return ServiceLoader.load(ConnectionProvider.class)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "No way to reach a server is on the class path. Add org.baltoro:baltoro-client, or"
                    + " open the connection from an Engine in this process."));
  }
}
