package org.baltoro.engine.code;

import java.util.Map;
import java.util.Objects;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.engine.deploy.Deployer.Checked;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.definition.ProcessDefinition;

/** The code-behind of a definition's server events, run where it is called, without an engine. */
public final class CodeOfDefinition {
  private final ProcessDefinition definition;
  private final Map<String, CodeHandler<?>> handlers;

  public CodeOfDefinition(Checked checked) {
    definition = Objects.requireNonNull(checked.definition());
    handlers = CodeBehindLoader.load(checked.classes());
  }

  /** Runs the code of an item. What it did is told the instance with the command. */
  public Command run(ProcessState state, int item, int attempt) {
    var run = (Assignment.Run) Assignment.of(state, definition, item);
    if (!run.context().equals(ServerEventContext.class)) {
      throw new IllegalArgumentException("'%s' is no server event.".formatted(run.name()));
    }
    var context =
        new AttemptContext(
            state, definition, run, item, attempt, value -> value, () -> {}, serialNumber -> null);
    try {
      handler(run).run(context);
    } catch (Exception failure) {
      throw new AssertionError("The code of '%s' failed.".formatted(run.name()), failure);
    }
    return context.result().command();
  }

  /** It was compiled for this context. */
  @SuppressWarnings("unchecked")
  private CodeHandler<ServerEventContext> handler(Assignment.Run run) {
    return (CodeHandler<ServerEventContext>)
        Objects.requireNonNull(handlers.get(run.place().key()));
  }
}
