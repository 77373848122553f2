package org.baltoro.engine.connection;

import org.baltoro.api.FinishReceipt;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ServerItem;
import org.baltoro.kernel.SerialNumber;
import org.jspecify.annotations.Nullable;

/** A server event that was opened by its serial number. */
final class ServerItemView implements ServerItem {
  private final InProcessConnection connection;
  private final SerialNumber serialNumber;
  private final String activity;
  private final String event;
  private final InstanceView instance;

  ServerItemView(
      InProcessConnection connection,
      SerialNumber serialNumber,
      String activity,
      String event,
      InstanceView instance) {
    this.connection = connection;
    this.serialNumber = serialNumber;
    this.activity = activity;
    this.event = event;
    this.instance = instance;
  }

  @Override
  public String serialNumber() {
    return serialNumber.toString();
  }

  @Override
  public String activity() {
    return activity;
  }

  @Override
  public String event() {
    return event;
  }

  @Override
  public ProcessInstance processInstance() {
    return instance;
  }

  @Override
  public FinishReceipt finish(boolean sync, @Nullable String idempotencyKey) {
    return connection.finish(
        serialNumber, instance.process(), instance.writes(null), sync, idempotencyKey);
  }
}
