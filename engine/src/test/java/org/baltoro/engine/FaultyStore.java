package org.baltoro.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.store.Store;
import org.baltoro.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * A real store whose commits fail by a seed: before they happen, after they have happened, or late;
 * and whose plug can be pulled, as when the process dies: by hand, or at a chosen commit.
 */
final class FaultyStore {
  private final SplittableRandom random;
  private final int oneIn;
  private final int cutAt;
  private final boolean cutAfter;
  private int refusedCommit;
  private volatile @Nullable CountDownLatch go;
  private int commits;
  private volatile boolean dead;
  private final Map<String, AtomicInteger> broken = new ConcurrentHashMap<>();

  /**
   * @param oneIn of so many commits one has a fault of each kind
   */
  FaultyStore(long seed, int oneIn) {
    random = new SplittableRandom(seed);
    this.oneIn = oneIn;
    cutAt = 0;
    cutAfter = false;
  }

  private FaultyStore(int cutAt, boolean cutAfter) {
    random = new SplittableRandom(0);
    oneIn = 0;
    this.cutAt = cutAt;
    this.cutAfter = cutAfter;
  }

  /** The plug is pulled at one commit, counted from 1: before it happens, or just after. */
  static FaultyStore cutAt(int commit, boolean after) {
    return new FaultyStore(commit, after);
  }

  /** One commit, counted from 1, is refused for what it contains. */
  static FaultyStore refusing(int commit) {
    var store = new FaultyStore(0, false);
    store.refusedCommit = commit;
    return store;
  }

  /** Commits wait until they are let go. */
  static FaultyStore holding(CountDownLatch go) {
    var store = faultless();
    store.hold(go);
    return store;
  }

  /** Nothing fails before something is asked for. */
  static FaultyStore faultless() {
    return new FaultyStore(0, false);
  }

  /** From now on commits wait until they are let go. */
  void hold(CountDownLatch until) {
    go = until;
  }

  boolean isDead() {
    return dead;
  }

  /** The call with this number of a method fails, counted from 1 and from now on. */
  void breakCall(String method, int call) {
    broken.put(method, new AtomicInteger(call));
  }

  private boolean isBroken(String method) {
    var left = broken.get(method);
    return left != null && left.decrementAndGet() == 0;
  }

  /** From now on nothing reaches the database from here. */
  void die() {
    dead = true;
  }

  Store around(Store store) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              boolean commit = method.getName().equals("commit");
              boolean cut = commit && countsTo(cutAt);
              int fault = commit ? draw() : Integer.MAX_VALUE;
              if (cut && !cutAfter) {
                die();
              }
              if (commit && commits == refusedCommit) {
                throw new StoreException(StoreException.Kind.CONTENT, "no such text", null);
              }
              var holding = go;
              if (commit && holding != null) {
                holding.await();
              }
              if (dead && !method.getName().equals("close")) {
                throw lost("the process is dead");
              }
              if (isBroken(method.getName())) {
                throw lost("the line broke");
              }
              if (fault == 0) {
                throw lost("the line broke before the commit");
              }
              if (fault == 1) {
                Thread.sleep(30);
              }
              try {
                var result = method.invoke(store, arguments);
                if (cut) {
                  die();
                }
                if (fault == 2 || (dead && commit)) {
                  throw lost("the line broke after the commit");
                }
                return result;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private synchronized boolean countsTo(int commit) {
    commits++;
    return commits == commit;
  }

  private synchronized int draw() {
    return oneIn == 0 ? Integer.MAX_VALUE : random.nextInt(oneIn);
  }

  private static StoreException lost(String why) {
    return new StoreException(StoreException.Kind.CONNECTION, why, null);
  }
}
