package org.baltoro.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.DataFields;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance.OpenEvent;
import org.baltoro.api.WorklistItem;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who does something to the instance of a story: acts on a worklist item, finishes a
 * server event, manages. What the engine refuses fails the story, unless it was told so.
 */
public final class Actor {
  private final Story story;
  private final TestEngine engine;
  private final String user;
  private final Map<String, @Nullable Object> data = new LinkedHashMap<>();
  private @Nullable String at;

  Actor(Story story, TestEngine engine, String user) {
    this.story = story;
    this.engine = engine;
    this.user = user;
  }

  /** A data field that is saved together with what they do next. */
  public Actor with(String field, @Nullable Object value) {
    data.put(field, value);
    return this;
  }

  /**
   * Which worklist item is meant, if there are several. @param item an event's name, or a serial
   * number
   */
  public Actor at(String item) {
    at = item;
    return this;
  }

  // ---- on the worklist

  /** Chooses an action of the worklist item. */
  public Story chooses(String action) {
    return onWorklist(
        "choose '%s'".formatted(action),
        item -> {
          set(item.processInstance().dataFields());
          item.finish(action);
        });
  }

  /** Gives the worklist item to somebody else. */
  public Story redirectsTo(String other) {
    if (!engine.isKnown(other)) {
      engine.user(other);
    }
    return onWorklist("redirect to '%s'".formatted(other), item -> item.redirect(other));
  }

  /** Sends the instance to an activity from the worklist item, whose activity expires. */
  public Story goesTo(String activity) {
    return onWorklist("go to '%s'".formatted(activity), item -> item.gotoActivity(activity));
  }

  private Story onWorklist(String what, Consumer<WorklistItem> act) {
    var serialNumber = worklistItem();
    return act(
        what,
        engine.asColleague(user),
        connection -> act.accept(connection.openWorklistItem(serialNumber)));
  }

  /** Theirs, or the only one there is: that they may not is the engine's to say. */
  private String worklistItem() {
    var wanted = at;
    if (wanted != null && isSerialNumber(wanted)) {
      return wanted;
    }
    var theirs =
        story.worklist(user).stream()
            .filter(item -> wanted == null || item.event().equals(wanted))
            .map(OnWorklist.Item::serialNumber)
            .toList();
    var found = theirs.isEmpty() ? openEvents(wanted) : theirs;
    if (found.size() != 1) {
      throw story.failed(
          theirs.isEmpty()
              ? "has nothing %son the worklist of %s"
                  .formatted(wanted == null ? "" : "of '" + wanted + "' ", user)
              : "has several items on the worklist of %s: say which with at(...)".formatted(user));
    }
    return found.getFirst();
  }

  private List<String> openEvents(@Nullable String event) {
    return story.openEvents().stream()
        .filter(open -> event == null || open.name().equals(event))
        .map(OpenEvent::serialNumber)
        .toList();
  }

  // ---- from outside

  /**
   * Finishes a server event that waits for it.
   *
   * @param event its name, or its serial number
   */
  public Story finishes(String event) {
    var serialNumber = isSerialNumber(event) ? event : story.serialNumber(event);
    return act(
        "finish '%s'".formatted(event),
        engine.as(user),
        connection -> {
          var item = connection.openServerItem(serialNumber);
          set(item.processInstance().dataFields());
          item.finish();
        });
  }

  private static boolean isSerialNumber(String text) {
    return text.matches("[0-9]+_[0-9]+");
  }

  // ---- management

  /** Expires all that is active and sends the instance to an activity. */
  public Story sendsTo(String activity) {
    return does(new ManagementOperation.GotoActivity(activity));
  }

  /** Expires the active instances of {@code from} and sends the instance to {@code to}. */
  public Story sendsFrom(String from, String to) {
    return does(new ManagementOperation.GotoActivity(to, from, true, false));
  }

  public Story expires(String activity) {
    return does(new ManagementOperation.ExpireActivity(activity, false));
  }

  public Story stops() {
    return does(new ManagementOperation.Stop());
  }

  /** Lets a stopped instance go on. */
  public Story resumes() {
    return does(new ManagementOperation.Start());
  }

  /** Has all that failed tried again. */
  public Story retries() {
    return does(new ManagementOperation.Retry(0));
  }

  /** Completes all that failed by hand. */
  public Story skips() {
    return does(new ManagementOperation.Skip(0));
  }

  public Story deletes() {
    return does(new ManagementOperation.Delete());
  }

  public Story migratesTo(int version) {
    return does(new ManagementOperation.Migrate(version, Map.of(), false, false));
  }

  /** Saves the data fields that were given, and nothing else. */
  public Story saves() {
    return act(
        "save data",
        engine.as(user),
        connection -> {
          var instance = connection.openProcessInstance(story.id());
          set(instance.dataFields());
          instance.update();
        });
  }

  /** Carries out any operation of management. */
  public Story does(ManagementOperation operation) {
    return act(
        operation.toString(),
        engine.as(user),
        connection -> connection.management().carryOut(story.id(), operation));
  }

  // ---- refusals

  /**
   * What they try is refused, and changes nothing: {@code .isRefused(Problem.ACCESS_DENIED, nora ->
   * nora.chooses("Approve"))}.
   */
  public Story isRefused(Problem problem, Consumer<Actor> attempt) {
    try {
      attempt.accept(this);
    } catch (StoryFailure failure) {
      var refusal = failure.refusal();
      if (refusal != null && refusal.problem() == problem) {
        return story;
      }
      throw failure;
    }
    throw story.failed("should have refused %s with %s, but has not".formatted(user, problem));
  }

  private void set(DataFields fields) {
    data.forEach(fields::set);
  }

  private Story act(String what, Connection connection, Consumer<Connection> act) {
    try {
      act.accept(connection);
      return story;
    } catch (BaltoroException refusal) {
      throw StoryFailure.refused("%s can't %s".formatted(user, what), story.report(), refusal);
    }
  }
}
