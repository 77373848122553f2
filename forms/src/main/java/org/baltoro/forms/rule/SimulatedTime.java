package org.baltoro.forms.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes when everything waits. Real virtual threads run, one at a time and in the order
 * in which they could, so the same story gives the same trace; when all of them wait, the clock
 * jumps to the next thing that is due. For tests: nobody sleeps.
 *
 * <p>The thread that makes it takes part: while it does something else than wait here, the others
 * stand still. Other threads that were not started here must keep out.
 */
public final class SimulatedTime implements Threads, InstantSource, AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Thread, Participant> participants = new HashMap<>();
  private final Deque<Participant> ready = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Participant owner;
  private Instant now;
  private long sequence;

  public SimulatedTime(Instant start) {
    now = start;
    owner = new Participant("owner");
    participants.put(Thread.currentThread(), owner);
  }

  @Override
  public Instant now() {
    lock.lock();
    try {
      return now;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Instant instant() {
    return now();
  }

  @Override
  public Started start(String name, Runnable work) {
    var participant = new Participant(name);
    lock.lock();
    try {
      var thread = Thread.ofVirtual().name(name).unstarted(() -> live(participant, work));
      participants.put(thread, participant);
      ready.add(participant);
      thread.start();
    } finally {
      lock.unlock();
    }
    return () -> interrupt(participant);
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    lock.lock();
    try {
      var me = current();
      timers.add(new Timer(now.plus(duration), sequence++, me));
    } finally {
      lock.unlock();
    }
    waitForTurn();
  }

  /** Lets time pass for the thread that made this: all that is due until then happens. */
  public void advance(Duration duration) {
    yieldFor(duration);
    settle();
  }

  /** Lets all others run until they wait for a later moment, or for something to happen. */
  public void settle() {
    while (othersAreDue()) {
      yieldFor(Duration.ZERO);
    }
  }

  private void yieldFor(Duration duration) {
    try {
      pause(duration);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("Nobody interrupts the thread that owns the time.");
    }
  }

  private boolean othersAreDue() {
    lock.lock();
    try {
      var next = timers.peek();
      return !ready.isEmpty() || (next != null && !next.at().isAfter(now));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void forgetInterrupt() {
    lock.lock();
    try {
      current().interrupted = false;
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Latch latch() {
    return new SimulatedLatch();
  }

  /** How many threads there are besides the owner: none, when all work is done. */
  public int threads() {
    lock.lock();
    try {
      return participants.size() - 1;
    } finally {
      lock.unlock();
    }
  }

  /** Ends what still waits. */
  @Override
  public void close() {
    for (var left : others()) {
      interrupt(left);
    }
    settle();
  }

  private List<Participant> others() {
    lock.lock();
    try {
      var others = new ArrayList<>(participants.values());
      others.remove(owner);
      return others;
    } finally {
      lock.unlock();
    }
  }

  private void live(Participant me, Runnable work) {
    me.turn.acquireUninterruptibly();
    try {
      work.run();
    } finally {
      lock.lock();
      try {
        participants.remove(Thread.currentThread());
        passOn();
      } finally {
        lock.unlock();
      }
    }
  }

  private Participant current() {
    var participant = participants.get(Thread.currentThread());
    if (participant == null) {
      throw new IllegalStateException(
          "%s does not take part in the simulated time: start it there."
              .formatted(Thread.currentThread()));
    }
    return participant;
  }

  /** Gives the turn to another and returns when it is this thread's again. */
  private void waitForTurn() throws InterruptedException {
    Participant me;
    lock.lock();
    try {
      me = current();
      me.waiting = true;
      if (me.interrupted) {
        wake(me);
      }
      passOn();
    } finally {
      lock.unlock();
    }
    me.turn.acquireUninterruptibly();
    if (me.stuck) {
      me.stuck = false;
      throw new IllegalStateException(
          "Everything waits and nothing is due: what this thread waits for never comes.");
    }
    if (me.interrupted) {
      me.interrupted = false;
      throw new InterruptedException();
    }
  }

  private void passOn() {
    if (ready.isEmpty() && !timers.isEmpty()) {
      var due = timers.remove();
      now = due.at.isAfter(now) ? due.at : now;
      wake(due.who);
    }
    if (ready.isEmpty() && owner.waiting) {
      owner.stuck = true;
      wake(owner);
    }
    var next = ready.poll();
    if (next != null) {
      next.turn.release();
    }
  }

  private void wake(Participant participant) {
    if (participant.waiting) {
      participant.waiting = false;
      timers.removeIf(timer -> timer.who == participant);
      ready.add(participant);
    }
  }

  private void interrupt(Participant participant) {
    lock.lock();
    try {
      participant.interrupted = true;
      wake(participant);
    } finally {
      lock.unlock();
    }
  }

  /** A thread that takes part; its fields are guarded by the lock, or its own while it runs. */
  private static final class Participant {
    final String name;
    final Semaphore turn = new Semaphore(0);
    volatile boolean waiting;
    volatile boolean interrupted;
    volatile boolean stuck;

    Participant(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record Timer(Instant at, long sequence, Participant who) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final class SimulatedLatch implements Latch {
    private boolean open;
    private final List<Participant> waiting = new ArrayList<>();

    @Override
    public void open() {
      lock.lock();
      try {
        open = true;
        waiting.forEach(SimulatedTime.this::wake);
        waiting.clear();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void await() throws InterruptedException {
      @Nullable Participant me = null;
      lock.lock();
      try {
        if (!open) {
          me = current();
          waiting.add(me);
        }
      } finally {
        lock.unlock();
      }
      if (me != null) {
        try {
          waitForTurn();
        } finally {
          forget(me);
        }
      }
    }

    private void forget(Participant me) {
      lock.lock();
      try {
        waiting.remove(me);
      } finally {
        lock.unlock();
      }
    }
  }
}
