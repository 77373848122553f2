package org.baltoro.engine.connection;

import java.util.Map;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.InstanceError;
import org.baltoro.api.Management;
import org.baltoro.api.Page;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Command;
import org.jspecify.annotations.Nullable;

/** Management of running instances: Admin on the process, then a command. */
final class ManagementView implements Management {
  private final InProcessConnection connection;
  private final Parts parts;
  private final Principal principal;

  ManagementView(InProcessConnection connection, Parts parts, Principal principal) {
    this.connection = connection;
    this.parts = parts;
    this.principal = principal;
  }

  @Override
  public void stop(long instance) {
    carry(instance, new Command.StopProcess(principal.name()));
  }

  @Override
  public void start(long instance) {
    carry(instance, new Command.ResumeProcess(principal.name()));
  }

  @Override
  public void retry(long instance, int error) {
    carry(instance, new Command.RetryFailure(error, principal.name()));
  }

  @Override
  public void skip(long instance, int error) {
    carry(instance, new Command.SkipFailure(error, principal.name()));
  }

  @Override
  public void delete(long instance) {
    carry(instance, new Command.DeleteProcess(principal.name()));
  }

  @Override
  public Page<InstanceError> errors(@Nullable String process, @Nullable String cursor, int limit) {
    return InProcessConnection.reading(
        () -> parts.lists().errors(principal, process, cursor, limit));
  }

  private void carry(long instance, Command command) {
    InProcessConnection.reading(() -> {
      var state = connection.found(instance, parts.mailboxes().read(instance)).state();
      parts.rights().require(principal, state.process(), ProcessRight.ADMIN);
      return connection.carry(instance, command, Map.of());
    });
  }
}
