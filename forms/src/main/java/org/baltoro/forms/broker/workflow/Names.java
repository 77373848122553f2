package org.baltoro.forms.broker.workflow;

/** Names of properties, parameters and methods. */
final class Names {
  static final String SERIAL_NUMBER = "Serial Number";
  static final String INSTANCE = "Instance";
  static final String PROCESS = "Process";
  static final String VERSION = "Version";
  static final String FOLIO = "Folio";
  static final String PRIORITY = "Priority";
  static final String STATUS = "Status";
  static final String ORIGINATOR = "Originator";
  static final String START_DATE = "Start Date";
  static final String FINISH_DATE = "Finish Date";
  static final String ACTIVITY = "Activity";
  static final String EVENT = "Event";
  static final String ACTIONS = "Actions";
  static final String ACTION = "Action";
  static final String INSTRUCTION = "Instruction";
  static final String SYNCHRONOUS = "Synchronous";
  static final String IDEMPOTENCY_KEY = "Idempotency Key";
  static final String ALLOCATE = "Allocate";
  static final String USER = "User";

  private Names() {}
}
