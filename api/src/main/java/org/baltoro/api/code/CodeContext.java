package org.baltoro.api.code;

import java.util.Map;
import org.baltoro.api.DataFields;
import org.jspecify.annotations.Nullable;

/**
 * What all code on the server sees of its instance: the object called {@code k2}. Belongs to the
 * thread that runs the code. Data is as of the attempt's start; writes are carried in one commit
 * when the code returns, and only the fields that were set are written. A failed attempt's writes,
 * gotos and expiries are discarded.
 */
public interface CodeContext {

  /** The instance: id, folio, originator and data fields. */
  Instance processInstance();

  /** From 1: how often this code was started for what it runs for, lost attempts included. */
  int attempt();

  /** The same for all attempts: give it to outside systems that honour such keys. */
  String idempotencyKey();

  /** What the definition gives the code to read: text, numbers, booleans, lists and maps. */
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

  /** One of several for whom the events of an activity run. */
  interface ActivityInstanceDestination {
    /** The user, {@code group:<name>} or {@code role:<name>}; "" where there is none. */
    String name();

    /** Its number, from 1; 0 where the events run once. */
    int slot();

    /**
     * The element of the list that the slot was made for: text, a number, a list, a map; or null.
     */
    @Nullable Object row();
  }
}
