package org.baltoro.engine.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.Store;
import org.baltoro.store.Store.JournalRow;
import org.jspecify.annotations.Nullable;

/** What the journal says of items that have ended: their receipts. */
public final class ItemHistory {
  private static final int PAGE = 200;

  private ItemHistory() {}

  /** The command, with the end of its item when the state no longer has it. */
  static Command enriched(Store store, long instance, ProcessState state, Command command) {
    return switch (command) {
      case Command.FinishServerItem finish when hasEnded(state, finish.item()) ->
          new Command.FinishServerItem(
              finish.item(),
              finish.by(),
              finish.changes(),
              finish.idempotencyKey(),
              finish.dataHash(),
              end(store, instance, finish.item()));
      case Command.CompleteJob complete when hasEnded(state, complete.item()) ->
          new Command.CompleteJob(
              complete.item(),
              complete.attempt(),
              complete.worker(),
              complete.by(),
              complete.asynchronous(),
              complete.changes(),
              end(store, instance, complete.item()));
      case Command.WorklistCommand of when hasEnded(state, of.item()) -> {
        var end = end(store, instance, of.item());
        yield end == null ? of : of.withEnd(end);
      }
      default -> command;
    };
  }

  private static boolean hasEnded(ProcessState state, int item) {
    return !state.events().containsKey(item) && item <= state.lastId();
  }

  /** How an item ended, or null if it has not, or never was. */
  public static Command.@Nullable ItemEnd end(Store store, long instance, int item) {
    var facts = facts(store, instance);
    Fact.JobCompleted completed = null;
    for (var fact : facts) {
      switch (fact) {
        case Fact.JobCompleted f when f.item() == item -> completed = f;
        case Fact.SubProcessScheduled f when f.item() == item -> {
          return null; // it is no item of anybody's
        }
        case Fact.ServerEventFinished f when f.item() == item -> {
          var dropped = dropped(facts, item);
          return new Command.ItemEnd(
              f.ending(),
              f.by(),
              f.at(),
              f.idempotencyKey(),
              f.dataHash(),
              dropped,
              null,
              completed);
        }
        case Fact.ClientEventFinished f when f.item() == item -> {
          return Command.ItemEnd.ofClientEvent(f.ending(), f.action(), f.by(), f.at());
        }
        default -> {}
      }
    }
    return null;
  }

  /** The last finish of an item that was kept and could not be applied; null if there is none. */
  public static Command.@Nullable DroppedFinish dropped(Store store, long instance, int item) {
    return dropped(facts(store, instance), item);
  }

  private static Command.@Nullable DroppedFinish dropped(List<Fact> facts, int item) {
    Fact.FinishKept kept = null;
    Command.DroppedFinish dropped = null;
    for (var fact : facts) {
      if (fact instanceof Fact.FinishKept f && f.item() == item) {
        kept = f;
      }
      if (fact instanceof Fact.FinishDropped f && f.item() == item && kept != null) {
        dropped = new Command.DroppedFinish(kept, f.droppedBy());
      }
    }
    return dropped;
  }

  /** All who have, or ever had, a worklist item; empty if there never was one. */
  public static Set<String> destinations(Store store, long instance, int item) {
    var all = new LinkedHashSet<String>();
    for (var fact : facts(store, instance)) {
      switch (fact) {
        case Fact.ClientEventOffered f when f.item() == item -> all.addAll(f.destinations());
        case Fact.WorklistItemRedirected f when f.item() == item -> all.addAll(f.to());
        case Fact.WorklistItemDelegated f when f.item() == item -> all.add(f.share().to());
        default -> {}
      }
    }
    return all;
  }

  /**
   * Which event of the definition an item is or was.
   *
   * @param version of the definition at that time
   * @param event its number in the activity, from 0
   */
  public record Place(int version, String activity, int event) {}

  /** Where an item belongs, open or ended; null if there never was one. */
  public static @Nullable Place place(Store store, long instance, int item) {
    var activities = new HashMap<Integer, String>();
    int version = 0;
    for (var fact : facts(store, instance)) {
      switch (fact) {
        case Fact.ProcessStarted f -> version = f.version();
        case Fact.ActivityEntered f -> activities.put(f.activityInstance(), f.activity());
        case Fact.DestinationBegun f ->
            activities.put(f.destinationInstance(), activities.getOrDefault(f.place().owner(), ""));
        case Fact.ServerEventScheduled f when f.item() == item -> {
          return new Place(version, activities.getOrDefault(f.activityInstance(), ""), f.event());
        }
        case Fact.ClientEventOffered f when f.item() == item -> {
          return new Place(version, activities.getOrDefault(f.activityInstance(), ""), f.event());
        }
        case Fact.ProcessMigrated f -> {
          version = f.version();
          f.activities().forEach((id, now) -> activities.put(id, now.activity()));
        }
        default -> {}
      }
    }
    return null;
  }

  /** All facts of an instance, oldest first. */
  public static List<Fact> facts(Store store, long instance) {
    var facts = new ArrayList<Fact>();
    rows(store, instance).forEach(row -> facts.addAll(row.facts()));
    return facts;
  }

  /** All commits of an instance, oldest first. */
  public static List<JournalRow> rows(Store store, long instance) {
    var rows = new ArrayList<JournalRow>();
    long after = 0;
    while (true) {
      var page = store.journal(instance, after, PAGE);
      rows.addAll(page);
      if (page.size() < PAGE) {
        return rows;
      }
      after = page.getLast().version();
    }
  }
}
