package org.baltoro.server.forms;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.ServiceDescription;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.broker.TransactionalResource;
import org.baltoro.forms.service.SecretReference;
import org.baltoro.forms.service.ServiceDefinition;
import org.baltoro.forms.service.SqlService;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/**
 * A service that was deployed, in use on this node. It knows whether it could be used when it was
 * last, and why not; every use tries anew, so it is back as soon as what is behind it is.
 */
final class ConfiguredService implements ServiceBroker, AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(30);
  private static final int REASON_MAX = 300;

  /** What the source has is read again behind a use, this long after it was read. */
  private static final long DESCRIBED_FOR = Duration.ofMinutes(5).toNanos();

  private final ServiceDefinition definition;
  private final ServiceBroker broker;
  private final @Nullable HikariDataSource pool;
  private final Secrets secrets;
  private final AtomicBoolean describing = new AtomicBoolean();
  private volatile long describedAt = System.nanoTime();
  private volatile @Nullable LastUse lastUse;

  /**
   * @param pool closed with it; null: it has none
   */
  ConfiguredService(
      ServiceDefinition definition,
      ServiceBroker broker,
      @Nullable HikariDataSource pool,
      Secrets secrets) {
    this.definition = definition;
    this.broker = broker;
    this.pool = pool;
    this.secrets = secrets;
    this.lastUse = broker instanceof UnusableService off ? new LastUse(off.reason()) : null;
  }

  ServiceDefinition definition() {
    return definition;
  }

  /**
   * How it was used last.
   *
   * @param problem why it could not be used; null: it could
   */
  record LastUse(@Nullable String problem) {}

  /** Null: nobody has used it yet. */
  @Nullable LastUse lastUse() {
    return lastUse;
  }

  @Override
  public ServiceDescription describe() {
    var described = watched(ServiceBroker::describe);
    boolean isOld = pool != null && System.nanoTime() - describedAt > DESCRIBED_FOR;
    if (isOld && describing.compareAndSet(false, true)) {
      Thread.ofVirtual().name("baltoro-service-describe").start(this::describeAgain);
    }
    return described;
  }

  private void describeAgain() {
    try {
      refresh();
    } catch (SmartObjectException unusable) {
      describedAt = System.nanoTime(); // what is known stays, and is read again later
    } finally {
      describing.set(false);
    }
  }

  @Override
  public void refresh() {
    watched(all -> {
      all.refresh();
      return true;
    });
    describedAt = System.nanoTime();
  }

  @Override
  public ServiceResult execute(ServiceCall call, ServiceContext context) {
    return watched(all -> all.execute(call, context));
  }

  @Override
  public @Nullable TransactionalResource transactionalResource() {
    return broker.transactionalResource();
  }

  private <T> T watched(Function<ServiceBroker, T> use) {
    try {
      var result = use.apply(broker);
      lastUse = new LastUse(null);
      return result;
    } catch (SmartObjectException failure) {
      if (failure.problem() != SmartObjectProblem.UNAVAILABLE) {
        throw failure;
      }
      lastUse = new LastUse(reason(failure));
      throw new SmartObjectException(
          failure.problem(),
          "The service '%s' can't be used now: %s"
              .formatted(definition.name(), failure.getMessage()),
          failure.fieldErrors(),
          failure);
    }
  }

  // ---- why it can't be used, for those who may mend it

  private String reason(SmartObjectException failure) {
    var password = password();
    var unreadable = password == null ? Optional.<String>empty() : secrets.fault(password);
    if (unreadable.isPresent()) {
      return unreadable.get() + ".";
    }
    var said = "";
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException
          || cause instanceof IOException
          || cause instanceof TimeoutException) {
        said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      }
    }
    var shown = said.length() <= REASON_MAX ? said : said.substring(0, REASON_MAX) + "...";
    return said.isEmpty()
        ? String.valueOf(failure.getMessage())
        : "%s (%s)".formatted(failure.getMessage(), hidden(shown, password));
  }

  private @Nullable SecretReference password() {
    return definition instanceof SqlService sql ? sql.password() : null;
  }

  private String hidden(String text, @Nullable SecretReference password) {
    if (password == null) {
      return text;
    }
    var secret = secrets.read(password);
    return secret.isEmpty() ? text : text.replace(secret, "***");
  }

  @Override
  public void close() {
    if (pool != null) {
      ServicePools.closeLater(pool, CLOSING);
    }
  }

  /** At the end of the server. */
  void closeNow() {
    if (pool != null) {
      pool.close();
    }
  }
}
