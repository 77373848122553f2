package org.baltoro.engine.code;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Tells a failure of somebody's code as that person wants to read it. */
public final class StackTraces {
  private static final List<String> OURS =
      List.of(
          "org.baltoro.engine.",
          "org.baltoro.kernel.",
          "org.baltoro.store.",
          "org.baltoro.server.");
  private static final List<String> JAVA = List.of("java.", "jdk.", "sun.");
  private static final String CUT = "\n... cut";
  private static final int CAUSES_MAX = 20;

  private StackTraces() {}

  /**
   * The stack trace with its causes, down to the last frame of the code that failed: how the server
   * came to call it is left out. When no such frame is there, all of it.
   *
   * @param charactersMax cut to this length; 10 or more
   */
  public static String text(Throwable failure, int charactersMax) {
    var text = new StringBuilder();
    var told = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
    var waiting = new ArrayDeque<Said>();
    waiting.add(new Said("", failure));
    while (!waiting.isEmpty() && told.size() < CAUSES_MAX && text.length() <= charactersMax) {
      tell(waiting.removeFirst(), waiting, told, text);
    }
    return cut(text.toString(), charactersMax);
  }

  private static String cut(String text, int charactersMax) {
    return text.length() <= charactersMax
        ? text
        : text.substring(0, charactersMax - CUT.length()) + CUT;
  }

  private static void append(StackTraceElement[] all, StringBuilder text) {
    for (var frame : frames(all)) {
      text.append("\n    at ").append(frame);
    }
  }

  /** A failure and what is said before it. */
  private record Said(String before, Throwable failure) {}

  private static void tell(
      Said said, ArrayDeque<Said> waiting, Set<Throwable> told, StringBuilder text) {
    var failure = said.failure();
    if (!told.add(failure)) {
      return;
    }
    text.append(text.isEmpty() ? "" : "\n").append(said.before()).append(headline(failure));
    append(failure.getStackTrace(), text);
    var cause = failure.getCause();
    if (cause != null) {
      waiting.addFirst(new Said("Caused by: ", cause));
    }
    for (var suppressed : failure.getSuppressed()) {
      waiting.addLast(new Said("Suppressed: ", suppressed));
    }
  }

  /** Somebody's exception may fail at telling what it is. */
  private static String headline(Throwable failure) {
    try {
      return failure.toString();
    } catch (RuntimeException | StackOverflowError broken) {
      return failure.getClass().getName();
    }
  }

  private static List<StackTraceElement> frames(StackTraceElement[] all) {
    int first = 0;
    while (first < all.length && (isOurs(all[first]) || isJava(all[first]))) {
      first++;
    }
    if (first == all.length) {
      return List.of(all);
    }
    int end = first;
    while (end < all.length && !isOurs(all[end])) {
      end++;
    }
    while (isJava(all[end - 1]) || isBridge(all, end - 1)) {
      end--;
    }
    return List.of(all).subList(0, end);
  }

  /** Code-behind is called through a method that javac put before the one with the code. */
  private static boolean isBridge(StackTraceElement[] all, int last) {
    var frame = all[last];
    return frame.getClassName().startsWith("org.baltoro.api.code.")
        || (last > 0
            && frame.getClassName().startsWith(Snippet.PACKAGE_PREFIX)
            && frame.getMethodName().equals("run")
            && all[last - 1].getClassName().equals(frame.getClassName())
            && all[last - 1].getMethodName().equals("run"));
  }

  private static boolean isOurs(StackTraceElement frame) {
    return OURS.stream().anyMatch(frame.getClassName()::startsWith);
  }

  private static boolean isJava(StackTraceElement frame) {
    return JAVA.stream().anyMatch(frame.getClassName()::startsWith);
  }
}
