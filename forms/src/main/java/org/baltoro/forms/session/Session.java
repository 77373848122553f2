package org.baltoro.forms.session;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.baltoro.forms.rule.Threads;
import org.baltoro.forms.smartobject.Caller;
import org.jspecify.annotations.Nullable;

/** What an open form is made of: its windows, whoever it works for, and the lock that guards it. */
final class Session {
  final ReentrantLock lock = new ReentrantLock();
  final Services services;
  final Caller caller;
  final SessionThreads threads;
  final SessionLimits limits;
  final Mirror mirror;
  final Rest rest;
  final Questions questions;
  final Secrets secrets = new Secrets();
  final @Nullable WorkItem workItem;
  final Map<String, Window> windows = new LinkedHashMap<>();

  private @Nullable Window root;
  private long changes;
  private long rows;
  private long runs;
  private int calls;
  private int windowsOpened;
  boolean closed;

  /** Closes the form when its rules for that take too long; null: nobody has left it yet. */
  Threads.@Nullable Started deadline;

  Session(Services services, Caller caller, @Nullable WorkItem workItem, Page page) {
    this.services = services;
    this.caller = caller;
    this.threads = new SessionThreads(services.threads());
    this.limits = services.limits();
    this.workItem = workItem;
    this.mirror = new Mirror(this, page);
    this.rest = new Rest(threads);
    this.questions = new Questions(this);
  }

  /** The worklist item that a form was opened for. */
  record WorkItem(String serialNumber, long instance, String activity, List<String> actions) {
    WorkItem {
      actions = List.copyOf(actions);
    }
  }

  Instant now() {
    return threads.now();
  }

  ZoneId zone() {
    return services.zone();
  }

  /** The number of the last change; the page knows of all that came before it. */
  long changes() {
    return changes;
  }

  long nextChange() {
    return ++changes;
  }

  long nextRow() {
    return ++rows;
  }

  long nextRun() {
    return ++runs;
  }

  int calls() {
    return calls;
  }

  int nextCall() {
    return ++calls;
  }

  String nextWindow() {
    return "w" + ++windowsOpened;
  }

  /** The form itself, also when it is closed. */
  Window root() {
    if (root == null) {
      throw new IllegalStateException("The form is not open yet: a bug of who opens it.");
    }
    return root;
  }

  void root(Window window) {
    root = window;
  }

  List<Window> openWindows() {
    return new ArrayList<>(windows.values());
  }

  /** Rules that run or wait for the user, and actions that run on. Called under the lock. */
  int underWay() {
    return rest.underWay() + windows.values().stream().mapToInt(Window::lateActions).sum();
  }

  /** Work that reads or writes the form. */
  @FunctionalInterface
  interface Guarded<T extends @Nullable Object, E extends Exception> {
    T run() throws E;
  }

  /** Work that reads or writes the form, and gives nothing. */
  @FunctionalInterface
  interface GuardedRun<E extends Exception> {
    void run() throws E;
  }

  /** Does it under the lock, and tells the page what is different. */
  <T extends @Nullable Object, E extends Exception> T guarded(Guarded<T, E> work) throws E {
    lock.lock();
    try {
      return work.run();
    } finally {
      try {
        mirror.flush();
      } finally {
        lock.unlock();
      }
    }
  }

  <E extends Exception> void guard(GuardedRun<E> work) throws E {
    this.<@Nullable Object, E>guarded(() -> {
      work.run();
      return null;
    });
  }
}
