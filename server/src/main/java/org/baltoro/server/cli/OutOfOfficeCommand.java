package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.OutOfOffice;
import org.baltoro.api.OutOfOffice.Forwarding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "out-of-office",
    description = {
      "Show who has your work while you are away, or change it.",
      "",
      "Others then see the items that are yours by name, and act on your behalf; you see them, too."
          + " The work of your groups stays theirs. 'in' keeps the settings for the next time."
    })
final class OutOfOfficeCommand extends ServerCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "out|in",
      description = "Without it, the settings are shown.")
  private @Nullable String state;

  @Option(
      names = "--to",
      paramLabel = "USER",
      description =
          "Who gets the work that no exception is for, in place of those so far. Repeat for more.")
  private @Nullable List<String> forwardTo;

  @Option(
      names = "--except",
      paramLabel = "WORK=USER",
      description =
          "Another user for the work of a process, 'Finance/Order', of an activity of it,"
              + " 'Finance/Order:Approve', or of an event, 'Finance/Order:Approve:Ask'; other"
              + " exceptions stay. Repeat for more.")
  private List<String> exceptions = List.of();

  @Option(
      names = "--no-except",
      paramLabel = "WORK",
      description = "Take away the exception of this work. Repeat for more.")
  private List<String> removed = List.of();

  @Option(
      names = "--of",
      paramLabel = "USER",
      description = "Of somebody whom you manage; administrators of anybody.")
  private @Nullable String user;

  @Override
  int run(Connection connection) {
    var administration = connection.administration();
    var whose = user == null ? connection.user() : user;
    var settings = administration.outOfOffice(whose);
    if (state != null || forwardTo != null || !exceptions.isEmpty() || !removed.isEmpty()) {
      settings =
          administration.setOutOfOffice(
              new OutOfOffice(
                  whose,
                  state == null ? settings.out() : isOut(state),
                  forwardTo == null ? settings.forwardTo() : forwardTo,
                  changed(settings)));
    }
    if (json()) {
      printJson(json(settings));
    } else {
      tell(settings);
    }
    return ExitCode.OK;
  }

  private static boolean isOut(String state) {
    return switch (state) {
      case "out" -> true;
      case "in" -> false;
      default -> throw new UsageException("'%s' is neither 'out' nor 'in'.".formatted(state));
    };
  }

  /** The exceptions so far, without those taken away, and with the new ones in their places. */
  private List<Forwarding> changed(OutOfOffice settings) {
    var byWork = new LinkedHashMap<String, Forwarding>();
    settings.exceptions().forEach(exception -> byWork.put(work(exception), exception));
    for (var work : removed) {
      if (byWork.remove(work) == null) {
        throw new UsageException(
            "%s has no exception '%s': there %s."
                .formatted(
                    settings.user(),
                    work,
                    byWork.isEmpty() ? "is none" : "are " + String.join(", ", byWork.keySet())));
      }
    }
    var usersByWork = new LinkedHashMap<String, List<String>>();
    for (var text : exceptions) {
      int equals = text.lastIndexOf('=');
      if (equals < 1) {
        throw new UsageException(
            "'%s' is no exception: write Process=user, or Process:Activity:Event=user."
                .formatted(text));
      }
      usersByWork
          .computeIfAbsent(text.substring(0, equals), work -> new ArrayList<>())
          .add(text.substring(equals + 1));
    }
    usersByWork.forEach((work, users) -> byWork.put(work, forwarding(work, users)));
    return List.copyOf(byWork.values());
  }

  private static Forwarding forwarding(String work, List<String> users) {
    var places = work.split(":", 3);
    return new Forwarding(
        places[0],
        places.length > 1 ? places[1] : null,
        places.length > 2 ? places[2] : null,
        users);
  }

  /** As the options write it. */
  private static String work(Forwarding exception) {
    return exception.process()
        + (exception.activity() == null ? "" : ":" + exception.activity())
        + (exception.event() == null ? "" : ":" + exception.event());
  }

  private void tell(OutOfOffice settings) {
    print("%s is %s.", settings.user(), settings.out() ? "out of office" : "in the office");
    if (!settings.forwardTo().isEmpty()) {
      print("  work goes to %s", String.join(", ", settings.forwardTo()));
    }
    for (var exception : settings.exceptions()) {
      print("  that of %s goes to %s", work(exception), String.join(", ", exception.forwardTo()));
    }
    if (settings.out() && settings.standIns().isEmpty()) {
      print(
          "  Nobody is left who is there: all else stays with %s alone. Name somebody with --to.",
          settings.user());
    } else if (settings.out() && !settings.standIns().equals(settings.forwardTo())) {
      print("  in the end it is with %s", String.join(", ", settings.standIns()));
    }
  }

  private static Object json(OutOfOffice settings) {
    return Json.object(
        "user", settings.user(),
        "out", settings.out(),
        "forwardTo", settings.forwardTo(),
        "exceptions",
            settings.exceptions().stream()
                .map(one ->
                    Json.object(
                        "process", one.process(),
                        "activity", one.activity(),
                        "event", one.event(),
                        "forwardTo", one.forwardTo()))
                .toList(),
        "standIns", settings.standIns());
  }
}
