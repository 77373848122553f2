package org.baltoro.engine.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/** Passwords as PBKDF2 hashes: {@code pbkdf2-sha512$<iterations>$<salt>$<hash>}, Base64. */
final class Passwords {
  private static final int ITERATIONS = 210_000;
  private static final int BITS = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A hash takes a core for a good part of a second, and work must go on beside logins. */
  private static final Semaphore PLACES =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  /** The hash of no password: it takes as long to compare with as any, and nothing matches it. */
  static final String NOBODYS =
      "pbkdf2-sha512$%d$%s$%s".formatted(ITERATIONS, text(new byte[16]), text(new byte[BITS / 8]));

  private Passwords() {}

  static String hash(String password) {
    var salt = new byte[16];
    RANDOM.nextBytes(salt);
    return "pbkdf2-sha512$%d$%s$%s"
        .formatted(ITERATIONS, text(salt), text(derive(password, salt, ITERATIONS)));
  }

  static boolean matches(String password, String hash) {
    var parts = hash.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals("pbkdf2-sha512")) {
      return false;
    }
    var salt = Base64.getDecoder().decode(parts[2]);
    var expected = Base64.getDecoder().decode(parts[3]);
    return MessageDigest.isEqual(expected, derive(password, salt, Integer.parseInt(parts[1])));
  }

  /** A password that can be read out and typed: 20 letters and digits, about 115 bits. */
  static String generate() {
    var password = new StringBuilder();
    for (int place = 0; place < 20; place++) {
      password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  /** A new token: 256 random bits. */
  static String token() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return "blt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    return inTurn(PLACES, PATIENCE, () -> hashed(password, salt, iterations));
  }

  /**
   * @throws BaltoroException {@link Problem#BUSY} if no place becomes free in time
   */
  static <T> T inTurn(Semaphore places, Duration patience, Supplier<T> work) {
    if (!acquired(places, patience)) {
      throw new BaltoroException(
          Problem.BUSY,
          "Too many log in at once. Try again in a few seconds.",
          Map.of("retryAfterSeconds", 3));
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private static boolean acquired(Semaphore places, Duration patience) {
    try {
      return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static byte[] hashed(String password, byte[] salt, int iterations) {
    try {
      var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
