package org.baltoro.engine.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Response;
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
              found(store, instance, finish.item(), finish.by()).end);
      case Command.CompleteJob complete when hasEnded(state, complete.item()) ->
          complete.with(end(store, instance, complete.item()), null);
      case Command.CompleteJob complete when waits(state, complete.item()) ->
          complete.with(null, found(store, instance, complete.item(), null).completed);
      case Command.WorklistCommand of when hasEnded(state, of.item()) -> {
        var end = found(store, instance, of.item(), of.by()).end;
        yield end == null ? of : of.withEnd(end);
      }
      default -> command;
    };
  }

  private static boolean hasEnded(ProcessState state, int item) {
    return !state.events().containsKey(item) && item <= state.lastId();
  }

  private static boolean waits(ProcessState state, int item) {
    return state.events().get(item) instanceof EventInstance event
        && event.status() instanceof Status.Waiting;
  }

  /** How an item ended, or null if it has not, or never was. */
  public static Command.@Nullable ItemEnd end(Store store, long instance, int item) {
    return found(store, instance, item, null).end;
  }

  /** The last finish of an item that was kept and could not be applied; null if there is none. */
  public static Command.@Nullable DroppedFinish dropped(Store store, long instance, int item) {
    return found(store, instance, item, null).dropped;
  }

  private static Ending found(Store store, long instance, int item, @Nullable String finishing) {
    var ending = new Ending(item, finishing);
    read(store, instance, ending::goesOn);
    return ending;
  }

  /** Looks for an item's end. */
  private static final class Ending {
    private final int item;
    private final @Nullable String finishing;
    private Fact.@Nullable FinishKept kept;
    private Fact.@Nullable JobCompleted completed;
    private @Nullable Response answer;
    private Command.@Nullable DroppedFinish dropped;
    private Command.@Nullable ItemEnd end;

    /**
     * @param finishing who acts on it now: looked for among those who have answered, and those who
     *     came too late; null: nobody
     */
    Ending(int item, @Nullable String finishing) {
      this.item = item;
      this.finishing = finishing;
    }

    boolean goesOn(Fact fact) {
      return switch (fact) {
        case Fact.SubProcessScheduled f -> f.item() != item; // it is no item of anybody's
        case Fact.ClientEventResponded f
            when f.item() == item && f.response().by().equals(finishing) -> {
          answer = f.response();
          yield true;
        }
        case Fact.FinishKept f when f.item() == item -> {
          kept = f;
          yield true;
        }
        case Fact.JobCompleted f when f.item() == item -> {
          completed = f;
          yield true;
        }
        case Fact.FinishDropped f when f.item() == item && kept != null -> {
          dropped = new Command.DroppedFinish(kept, f.droppedBy());
          yield true;
        }
        case Fact.ServerEventFinished f when f.item() == item -> {
          end =
              new Command.ItemEnd(
                  f.ending(),
                  f.by(),
                  f.at(),
                  f.idempotencyKey(),
                  f.dataHash(),
                  dropped,
                  null,
                  completed,
                  false);
          yield finishing != null && comesTooLate(f.ending());
        }
        case Fact.ClientEventFinished f when f.item() == item -> {
          end = ofClientEvent(f);
          yield false;
        }
        case Fact.LateCallback f
            when f.item() == item && end != null && f.by().equals(finishing) -> {
          end = end.withLateNoted();
          yield false;
        }
        default -> true;
      };
    }

    /** To one of several who has answered it the own answer is what counts. */
    private Command.ItemEnd ofClientEvent(Fact.ClientEventFinished f) {
      if (answer != null && f.ending() != Fact.Ending.DELETED) {
        return Command.ItemEnd.ofAnswer(
            answer.outcome(), answer.by(), answer.dataHash(), answer.at());
      }
      return f.ending() == Fact.Ending.FINISHED
          ? Command.ItemEnd.ofAnswer(f.action(), f.by(), f.dataHash(), f.at())
          : Command.ItemEnd.ofClientEvent(f.ending(), f.action(), f.by(), f.at());
    }

    private static boolean comesTooLate(Fact.Ending ending) {
      return switch (ending) {
        case SKIPPED, EXPIRED, HANDLED, FAILED -> true;
        case FINISHED, RETURNED, DELETED -> false;
      };
    }
  }

  /** All who have, or ever had, a worklist item; empty if there never was one. */
  public static Set<String> destinations(Store store, long instance, int item) {
    var all = new LinkedHashSet<String>();
    read(
        store,
        instance,
        fact -> {
          switch (fact) {
            case Fact.ClientEventOffered f when f.item() == item -> all.addAll(f.destinations());
            case Fact.WorklistItemRedirected f when f.item() == item -> all.addAll(f.to());
            case Fact.WorklistItemDelegated f when f.item() == item -> all.add(f.share().to());
            default -> {}
          }
          return !(fact instanceof Fact.ClientEventFinished f && f.item() == item);
        });
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
    var places = new Places(item);
    read(store, instance, places::goesOn);
    return places.found;
  }

  /** Looks for an item's place. */
  private static final class Places {
    private final int item;
    private final Map<Integer, String> activities = new HashMap<>();
    private int version;
    private @Nullable Place found;

    Places(int item) {
      this.item = item;
    }

    boolean goesOn(Fact fact) {
      switch (fact) {
        case Fact.ProcessStarted f -> version = f.version();
        case Fact.ActivityEntered f -> activities.put(f.activityInstance(), f.activity());
        case Fact.DestinationBegun f ->
            activities.put(f.destinationInstance(), activity(f.place().owner()));
        case Fact.ServerEventScheduled f when f.item() == item ->
            found = new Place(version, activity(f.activityInstance()), f.event());
        case Fact.ClientEventOffered f when f.item() == item ->
            found = new Place(version, activity(f.activityInstance()), f.event());
        case Fact.ProcessMigrated f -> {
          version = f.version();
          f.activities().forEach((id, now) -> activities.put(id, now.activity()));
        }
        default -> {}
      }
      return found == null;
    }

    private String activity(int activityInstance) {
      return activities.getOrDefault(activityInstance, "");
    }
  }

  /** Reads the facts of an instance, oldest first, until one says that it was enough. */
  public static void read(Store store, long instance, Predicate<Fact> goesOn) {
    pages(
        store,
        instance,
        page -> page.stream().flatMap(row -> row.facts().stream()).allMatch(goesOn));
  }

  /** All facts of an instance, oldest first. */
  public static List<Fact> facts(Store store, long instance) {
    var facts = new ArrayList<Fact>();
    read(store, instance, facts::add);
    return facts;
  }

  /** All commits of an instance, oldest first. */
  public static List<JournalRow> rows(Store store, long instance) {
    var rows = new ArrayList<JournalRow>();
    pages(store, instance, rows::addAll);
    return rows;
  }

  private static void pages(Store store, long instance, Predicate<List<JournalRow>> goesOn) {
    List<JournalRow> page;
    long after = 0;
    do {
      page = store.journal(instance, after, PAGE);
      after = page.isEmpty() ? after : page.getLast().version();
    } while (goesOn.test(page) && page.size() == PAGE);
  }
}
