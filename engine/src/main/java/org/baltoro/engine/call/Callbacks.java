package org.baltoro.engine.call;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.baltoro.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Signs addresses by which a single item is finished without a login. The key is kept in the store,
 * made when it is first asked for, and the same for all nodes.
 */
public final class Callbacks {
  /** Who finished, in the journal. */
  public static final String BY = "signed link";

  private static final String PATH = "/api/workflow/v1/callbacks/";
  private static final String KEY_NAME = "callback-key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final Store store;
  private volatile @Nullable SecretKeySpec key;
  private volatile @Nullable URI publicAddress;

  /**
   * @param publicAddress where this engine's server is reached; null if nobody knows yet
   */
  public Callbacks(Store store, @Nullable URI publicAddress) {
    this.store = store;
    this.publicAddress = publicAddress;
  }

  /** This engine's server is reached there from now on. */
  public void answersAt(URI address) {
    publicAddress = address;
  }

  /** The address that finishes an item; null if nobody knows where the server is reached. */
  public @Nullable String url(String serialNumber) {
    var address = publicAddress;
    if (address == null) {
      return null;
    }
    return address.toString().replaceAll("/+$", "")
        + PATH
        + serialNumber
        + "?signature="
        + signature(serialNumber);
  }

  /** True if this engine's store has signed exactly this item. */
  public boolean isSigned(String serialNumber, String signature) {
    return MessageDigest.isEqual(
        signature(serialNumber).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  private String signature(String serialNumber) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      var signed = mac.doFinal(("callback " + serialNumber).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
    }
  }

  private SecretKeySpec key() {
    var known = key;
    if (known == null) {
      var made = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(made);
      var kept = store.secret(KEY_NAME, Base64.getEncoder().encodeToString(made));
      known = new SecretKeySpec(Base64.getDecoder().decode(kept), ALGORITHM);
      key = known;
    }
    return known;
  }
}
