package org.baltoro.examples;

import java.util.function.Consumer;
import org.baltoro.api.Connection;
import org.baltoro.api.ServerItem;
import org.baltoro.api.code.ServerEventContext;

/**
 * An asynchronous server event, in its two halves. The first runs on the server: it calls an
 * external system, such as a finance system, and has the server wait for a call back. The second is
 * that call back, written in the external system.
 */
public final class AsynchronousServerEvent {
  private AsynchronousServerEvent() {}

  /**
   * The code of the server event.
   *
   * @param externalSystem gets the serial number, and keeps it until it calls back
   */
  public static void serverEvent(ServerEventContext k2, Consumer<String> externalSystem) {
    // By default a server event is synchronous: it is complete as soon as all the code has been
    // executed. With synchronous set to false the server executes this code, and waits for another
    // object model call, in order to complete the item.
    k2.setSynchronous(false);

    // The unique id of this server event.
    String mySerialNo = k2.serialNumber();

    // Call the external system. It stores the serial number somewhere, because it will need it to
    // complete this server event later.
    externalSystem.accept(mySerialNo);
  }

  /**
   * The call back, from outside.
   *
   * @param myServerName the workflow server, for example {@code "http://localhost:7420"}
   * @param mySerialNo the serial number that was stored when the server event's code was called
   */
  public static void callBack(String myServerName, String mySerialNo) {
    // Open a new connection to the server, with the login that 'baltoro login' saved. To specify
    // which user is connecting: Connection.open(myServerName, "olaf", "123").
    try (Connection myConnection = Connection.open(myServerName)) {

      // Instantiate the same server event item again, by its serial number.
      ServerItem myServerItem = myConnection.openServerItem(mySerialNo);

      // With a handle to the server event item you can read and write any data fields again.
      myServerItem.processInstance().dataFields().set("Field1", "1");

      // Complete the server event. The server then continues with the process.
      myServerItem.finish();
    }
  }

  /** Calls back: {@code AsynchronousServerEvent http://localhost:7420 4711_2}. */
  public static void main(String[] arguments) {
    callBack(arguments[0], arguments[1]);
  }
}
