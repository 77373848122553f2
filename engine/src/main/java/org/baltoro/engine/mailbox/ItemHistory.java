package org.baltoro.engine.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.Store;
import org.jspecify.annotations.Nullable;

/** What the journal says of items that have ended: their receipts. */
public final class ItemHistory {
  private static final int PAGE = 200;

  private ItemHistory() {}

  /** The command, with the end of its item when the state no longer has it. */
  static Command enriched(Store store, long instance, ProcessState state, Command command) {
    if (command instanceof Command.FinishServerItem finish
        && !state.events().containsKey(finish.item())
        && finish.item() <= state.lastId()) {
      return new Command.FinishServerItem(
          finish.item(),
          finish.by(),
          finish.changes(),
          finish.idempotencyKey(),
          finish.dataHash(),
          end(store, instance, finish.item()));
    }
    if (command instanceof Command.FinishWorklistItem finish
        && !state.events().containsKey(finish.item())
        && finish.item() <= state.lastId()) {
      return new Command.FinishWorklistItem(
          finish.item(),
          finish.by(),
          finish.action(),
          finish.changes(),
          end(store, instance, finish.item()));
    }
    return command;
  }

  /** How an item ended, or null if it has not, or never was. */
  public static Command.@Nullable ItemEnd end(Store store, long instance, int item) {
    Fact.FinishKept kept = null;
    Fact.FinishDropped dropped = null;
    for (var fact : facts(store, instance)) {
      switch (fact) {
        case Fact.FinishKept f when f.item() == item -> kept = f;
        case Fact.FinishDropped f when f.item() == item -> dropped = f;
        case Fact.ServerEventFinished f when f.item() == item -> {
          return new Command.ItemEnd(
              f.ending(),
              dropped == null ? f.by() : dropped.droppedBy(),
              f.at(),
              f.idempotencyKey(),
              f.dataHash(),
              dropped == null ? null : kept);
        }
        case Fact.ClientEventFinished f when f.item() == item -> {
          return new Command.ItemEnd(f.ending(), f.by(), f.at(), null, null, null);
        }
        default -> {}
      }
    }
    return null;
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
        case Fact.ServerEventScheduled f when f.item() == item -> {
          var activity = activities.get(f.activityInstance());
          return activity == null ? null : new Place(version, activity, f.event());
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
    long after = 0;
    while (true) {
      var page = store.journal(instance, after, PAGE);
      page.forEach(row -> facts.addAll(row.facts()));
      if (page.size() < PAGE) {
        return facts;
      }
      after = page.getLast().version();
    }
  }
}
