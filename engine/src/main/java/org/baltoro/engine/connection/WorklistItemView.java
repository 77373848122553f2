package org.baltoro.engine.connection;

import java.time.Instant;
import java.util.List;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.WorklistItem;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;

/** A worklist item that was opened by its serial number. */
final class WorklistItemView implements WorklistItem {
  private final InProcessConnection connection;
  private final SerialNumber serialNumber;
  private final String activity;
  private final ClientEvent event;
  private final Offered offered;
  private final InstanceView instance;

  WorklistItemView(
      InProcessConnection connection,
      SerialNumber serialNumber,
      String activity,
      ClientEvent event,
      Offered offered,
      InstanceView instance) {
    this.connection = connection;
    this.serialNumber = serialNumber;
    this.activity = activity;
    this.event = event;
    this.offered = offered;
    this.instance = instance;
  }

  @Override
  public String serialNumber() {
    return serialNumber.toString();
  }

  @Override
  public String activityName() {
    return activity;
  }

  @Override
  public String eventName() {
    return event.name();
  }

  @Override
  public List<String> actions() {
    return event.actionNames();
  }

  @Override
  public List<String> destinations() {
    return offered.destinations();
  }

  @Override
  public Instant startDate() {
    return offered.since();
  }

  @Override
  public ProcessInstance processInstance() {
    return instance;
  }

  @Override
  public void finish(String action, boolean sync) {
    connection.finishWorklistItem(serialNumber, action, instance.changes(), sync);
  }

  @Override
  public void gotoActivity(String name, boolean sync, boolean expireAll) {
    connection.gotoFromWorklistItem(serialNumber, name, sync, expireAll);
  }

  @Override
  public void redirect(String user) {
    connection.redirect(serialNumber, user);
  }
}
