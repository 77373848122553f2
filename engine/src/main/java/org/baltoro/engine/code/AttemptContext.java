package org.baltoro.engine.code;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.kernel.Command.Jump;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** The object called {@code k2} in the code of a server event. */
final class AttemptContext extends BaseContext implements ServerEventContext {
  private final String event;
  private final Runnable beforeSerialNumber;
  private final Function<String, @Nullable String> callbackUrl;
  private boolean synchronous = true;

  AttemptContext(
      ProcessState state,
      ProcessDefinition definition,
      Assignment.Run event,
      int item,
      int attempt,
      UnaryOperator<Value> whole,
      Runnable beforeSerialNumber,
      Function<String, @Nullable String> callbackUrl) {
    super(state, definition, event.configuration(), item, attempt, whole);
    this.event = event.name();
    this.beforeSerialNumber = beforeSerialNumber;
    this.callbackUrl = callbackUrl;
  }

  @Override
  public boolean synchronous() {
    return synchronous;
  }

  @Override
  public void setSynchronous(boolean now) {
    synchronous = now;
  }

  @Override
  public String serialNumber() {
    beforeSerialNumber.run();
    return new SerialNumber(state.instance(), item).toString();
  }

  @Override
  public String callbackUrl() {
    var url = callbackUrl.apply(serialNumber());
    if (url == null) {
      throw new IllegalStateException(
          "This engine does not know where its server is reached: start it with --public-address,"
              + " or set EngineConfig.publicAddress.");
    }
    return url;
  }

  @Override
  public String idempotencyKey() {
    beforeSerialNumber.run();
    return super.idempotencyKey();
  }

  @Override
  public String eventName() {
    return event;
  }

  @Override
  public void gotoActivity(String name, boolean expireAll) {
    ask(new Jump.Goto(known(name), expireAll, null));
  }

  @Override
  boolean returnsSynchronously() {
    return synchronous;
  }
}
