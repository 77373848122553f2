package org.baltoro.engine.code;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a definition has a piece of code.
 *
 * @param activity "" for the process's own
 * @param event "" when it belongs to no event
 * @param name of an escalation; "" otherwise
 */
public record CodePlace(Kind kind, String activity, String event, String name) {

  /** What the code is. */
  public enum Kind {
    SERVER_EVENT,
    ESCALATION,
    START_RULE,
    FINISH_RULE,
    EXCEPTION_RULE
  }

  public static CodePlace serverEvent(String activity, String event) {
    return new CodePlace(Kind.SERVER_EVENT, activity, event, "");
  }

  public static CodePlace escalation(String activity, String event, String name) {
    return new CodePlace(Kind.ESCALATION, activity, event, name);
  }

  public static CodePlace startRule() {
    return new CodePlace(Kind.START_RULE, "", "", "");
  }

  public static CodePlace finishRule() {
    return new CodePlace(Kind.FINISH_RULE, "", "", "");
  }

  public static CodePlace exceptionRule(String activity, String event) {
    return new CodePlace(Kind.EXCEPTION_RULE, activity, event, "");
  }

  /** As people read it: {@code Approve · Post}, {@code Approve · Remind}, {@code finish rule}. */
  String label() {
    var parts = new ArrayList<String>();
    for (var part : List.of(activity, event, name)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    switch (kind) {
      case SERVER_EVENT, ESCALATION -> {}
      case START_RULE -> parts.add("start rule");
      case FINISH_RULE -> parts.add("finish rule");
      case EXCEPTION_RULE -> parts.add("exception rule");
    }
    return String.join(" \u00b7 ", parts);
  }

  /** Names the place, with the length of each part, so that no two places share a key. */
  public String key() {
    return "%s %d:%s %d:%s %s"
        .formatted(kind, activity.length(), activity, event.length(), event, name);
  }
}
