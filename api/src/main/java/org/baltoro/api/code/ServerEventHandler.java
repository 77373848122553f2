package org.baltoro.api.code;

/** Code of a server event. Called on a thread of its own, for several instances at once. */
@FunctionalInterface
public interface ServerEventHandler extends CodeHandler<ServerEventContext> {
  /**
   * Does the event's work. Returning completes the event, unless {@code k2.setSynchronous(false)}
   * was called: then it waits for {@code finish} from outside.
   *
   * @throws Exception any failure: it is recorded, and the event's retry policy says what follows
   */
  @Override
  void run(ServerEventContext k2) throws Exception;
}
