package org.baltoro.api.code;

import java.util.Map;
import org.baltoro.api.DataFields;

/**
 * What the code of a server event sees of its event and instance: the object called {@code k2}.
 * Belongs to the thread that runs the code. Data is as of the attempt's start; writes are carried
 * in one commit when the code returns, and only the fields that were set are written. A failed
 * attempt's writes are discarded.
 */
public interface ServerEventContext {
  /** True, the default: the event is complete when the code returns. */
  boolean synchronous();

  /** False: the code runs to its end, then the event waits for {@code finish} from outside. */
  void setSynchronous(boolean synchronous);

  /**
   * Names this event for the outside: {@code <instance>_<item>}. Durable before the code starts, so
   * a callback may come before the code has returned. All attempts share it.
   */
  String serialNumber();

  /** The instance: id, folio, originator and data fields. */
  Instance processInstance();

  /** The activity instance: its name and its own data fields. */
  ActivityInstance activityInstance();

  String eventName();

  /** From 1: how often this event's code was started, lost attempts included. */
  int attempt();

  /** The same for all attempts of this event: give it to outside systems that honour such keys. */
  String idempotencyKey();

  /**
   * The event's {@code configuration} in the definition: text, numbers, booleans, lists and maps.
   */
  Map<String, Object> configuration();

  /** The instance as code sees it. */
  interface Instance {
    long id();

    /** The full name of the process. */
    String process();

    int version();

    String folio();

    void setFolio(String folio);

    String originator();

    int priority();

    DataFields dataFields();
  }

  /** The activity instance as code sees it. */
  interface ActivityInstance {
    int id();

    String name();

    /** The activity's own data fields, one set per activity instance. */
    DataFields dataFields();
  }
}
