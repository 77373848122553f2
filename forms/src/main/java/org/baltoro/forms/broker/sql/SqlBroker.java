package org.baltoro.forms.broker.sql;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.ServiceDescription;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.broker.TransactionalResource;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/**
 * Tables and views of a database. What there is is read when it is first asked for; {@link
 * #refresh} reads it again.
 */
public final class SqlBroker implements ServiceBroker {
  private final SqlResource resource;
  private final SqlConfig config;
  private final @Nullable SqlDialect forced;
  private volatile @Nullable Known known;

  public SqlBroker(DataSource dataSource) {
    this(new SqlResource(dataSource), SqlConfig.DEFAULTS);
  }

  /**
   * A broker of a database that others may use, too.
   *
   * @param resource shared by brokers that are to share transactions
   */
  public SqlBroker(SqlResource resource, SqlConfig config) {
    this(resource, config, null);
  }

  /**
   * @param forced the dialect, whatever the database says; null: as it says
   */
  SqlBroker(SqlResource resource, SqlConfig config, @Nullable SqlDialect forced) {
    this.resource = resource;
    this.config = config;
    this.forced = forced;
  }

  /** What was read of the database. */
  private record Known(ServiceDescription description, Map<String, SqlRows> rows) {}

  @Override
  public ServiceDescription describe() {
    return known().description();
  }

  @Override
  public synchronized void refresh() {
    try {
      known = read();
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }

  private Known known() {
    var now = known;
    if (now == null) {
      synchronized (this) {
        if (known == null) {
          refresh();
        }
        now = known;
      }
    }
    if (now == null) {
      throw new IllegalStateException("A refresh leaves what it read.");
    }
    return now;
  }

  private Known read() throws SQLException {
    try (var connection = resource.connection()) {
      var dialect = forced == null ? SqlDialect.of(connection.getMetaData()) : forced;
      var quote = connection.getMetaData().getIdentifierQuoteString().strip();
      var rows = new LinkedHashMap<String, SqlRows>();
      var tables = SqlMetadata.read(connection, config, dialect);
      for (var table : tables) {
        rows.put(
            table.object(),
            new SqlRows(table, resource, dialect, quote, config.statementTimeout()));
      }
      var objects = tables.stream().map(SqlTable::described).toList();
      return new Known(new ServiceDescription(objects), rows);
    }
  }

  @Override
  public ServiceResult execute(ServiceCall call, ServiceContext context) {
    var rows = known().rows().get(call.serviceObject());
    if (rows == null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "The database has no table or view '%s'; refresh the service if it is new."
              .formatted(call.serviceObject()));
    }
    return rows.execute(call, context);
  }

  @Override
  public TransactionalResource transactionalResource() {
    return resource;
  }
}
