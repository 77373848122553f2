package org.baltoro.kernel;

import org.baltoro.kernel.definition.ProcessDefinition;

/** Decides what a process does next. Pure: the same arguments give the same verdict, always. */
public final class Kernel {
  private Kernel() {}

  /**
   * Decides one command.
   *
   * @param state {@link ProcessState#NEW} for {@link Command.StartProcess}
   * @return the facts, the state after them and the effects they ask for; or a refusal
   */
  public static Verdict decide(
      ProcessState state,
      ProcessDefinition definition,
      Command command,
      Surroundings surroundings) {
    var draft = new Draft(state, definition, surroundings);
    return switch (command) {
      case Command.StartProcess start -> Flow.start(draft, start);
      case Command.ReturnAttempt returned -> Attempts.returned(draft, returned);
      case Command.FailAttempt failed -> Attempts.failed(draft, failed);
      case Command.TakeOver takeOver -> Attempts.takeOver(draft, takeOver);
      case Command.FireTimer timer -> Timing.fire(draft, timer);
      case Command.ChangeTimer change -> Timing.change(draft, change);
      case Command.FinishServerItem finish -> Finishing.finish(draft, finish);
      case Command.WorkerCommand worker -> Workers.decide(draft, worker);
      case Command.WorklistCommand worklist -> Worklist.decide(draft, worklist);
      case Command.AddComment comment -> Worklist.comment(draft, comment);
      case Command.UpdateProcessInstance update -> Managing.update(draft, update);
      case Command.StopProcess stop -> Managing.stop(draft, stop);
      case Command.ResumeProcess resume -> Managing.resume(draft, resume);
      case Command.RetryFailure retry -> Managing.retry(draft, retry);
      case Command.SkipFailure skip -> Managing.skip(draft, skip);
      case Command.InterruptProcess interrupt -> Attempts.interrupt(draft, interrupt);
      case Command.DeleteProcess delete -> Managing.delete(draft, delete);
      case Command.MessageDelivered delivered -> Messages.delivered(draft, delivered);
      case Command.HearChild news -> SubProcesses.hear(draft, news);
      case Command.DeleteChild delete -> SubProcesses.deleteChild(draft, delete);
      case Command.Managed managed -> Managing.managed(draft, managed);
    };
  }
}
