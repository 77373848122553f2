package org.baltoro.engine.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What the store said a moment ago, so that not every call asks it again. What was forgotten stays
 * so: an answer that was under way then is given to those who asked before, and not kept for those
 * who ask later. May be shared by threads.
 *
 * @param <K> what is asked for
 * @param <V> the answer
 */
public final class Remembered<K, V> {
  private final Cache<K, Answer<V>> answers;
  private final AtomicLong generation = new AtomicLong();

  /**
   * @param generation how often was forgotten when it was asked
   */
  private record Answer<V>(V value, long generation) {}

  /**
   * @param freshFor how long an answer is taken for true
   * @param answersMax how many are kept
   */
  public Remembered(Duration freshFor, long answersMax) {
    answers = Caffeine.newBuilder().maximumSize(answersMax).expireAfterWrite(freshFor).build();
  }

  /** The answer known, or else what {@code read} says; "there is none" is not remembered. */
  public Optional<V> get(K key, Function<K, Optional<V>> read) {
    long asked = generation.get();
    var known = answers.getIfPresent(key);
    if (known != null && known.generation == asked) {
      return Optional.of(known.value);
    }
    var answer = read.apply(key);
    answer.ifPresent(value -> answers.put(key, new Answer<>(value, asked)));
    return answer;
  }

  /** Everything is asked again. */
  public void forget() {
    generation.incrementAndGet();
    answers.invalidateAll();
  }
}
