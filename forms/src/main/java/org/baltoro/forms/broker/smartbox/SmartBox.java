package org.baltoro.forms.broker.smartbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.ServiceDescription;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.broker.Transaction;
import org.baltoro.forms.broker.TransactionalResource;
import org.baltoro.forms.broker.sql.SqlDialect;
import org.baltoro.forms.broker.sql.SqlResource;
import org.baltoro.forms.broker.sql.SqlRows;
import org.baltoro.forms.broker.sql.SqlTable;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/**
 * Keeps SmartObjects in tables of its own, on SQLite or PostgreSQL. It has transactions, which K2's
 * has not. A row that is not there is told, where K2's is silent.
 */
public final class SmartBox implements ServiceBroker {
  static final String QUOTE = "\"";

  private final SqlResource resource;
  private final InstantSource clock;
  private final Duration statementTimeout;
  private volatile @Nullable Known known;

  /**
   * A SmartBox in a database.
   *
   * @param resource shared with a SQL broker of the same database, it shares its transactions
   * @param clock for defaults that are moments
   */
  public SmartBox(SqlResource resource, InstantSource clock) {
    this.resource = resource;
    this.clock = clock;
    this.statementTimeout = Duration.ofSeconds(30);
  }

  /** What the catalogue had when it was read. */
  private record Known(
      SqlDialect dialect,
      Map<String, KeptTable> tables,
      Map<String, SqlRows> rows,
      ServiceDescription description) {}

  @Override
  public ServiceDescription describe() {
    return known().description();
  }

  @Override
  public synchronized void refresh() {
    known =
        resource.look(connection -> {
          var dialect = Catalogue.dialect(connection);
          var tables = Catalogue.readIfThere(connection);
          var rows = new LinkedHashMap<String, SqlRows>();
          for (var table : tables.values()) {
            var described = table.described(dialect);
            rows.put(
                table.object(), new SqlRows(described, resource, dialect, QUOTE, statementTimeout));
          }
          var objects =
              tables.values().stream().map(table -> table.described(dialect).described()).toList();
          return new Known(dialect, tables, rows, new ServiceDescription(objects));
        });
  }

  private Known known() {
    var now = known;
    if (now == null) {
      refresh();
      now = known;
    }
    if (now == null) {
      throw new IllegalStateException("A refresh leaves what it read.");
    }
    return now;
  }

  @Override
  public ServiceObject planned(SmartObjectDefinition definition) {
    return KeptTable.planned(definition).described(known().dialect()).described();
  }

  @Override
  public void extend(SmartObjectDefinition definition, @Nullable Transaction transaction) {
    var wanted = KeptTable.planned(definition);
    resource.run(
        transaction,
        connection -> {
          var dialect = Catalogue.dialect(connection);
          Catalogue.lock(connection, dialect);
          Catalogue.prepare(connection, dialect);
          var tables = Catalogue.read(connection);
          new TableChange(connection, dialect, definition, clock.instant())
              .carryOut(tables, tables.get(definition.name()), wanted);
          return true;
        });
    if (transaction == null) {
      refresh();
    }
  }

  @Override
  public ServiceResult execute(ServiceCall call, ServiceContext context) {
    var now = known();
    var rows = now.rows().get(call.serviceObject());
    var table = now.tables().get(call.serviceObject());
    if (rows == null || table == null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "The SmartBox has no table for '%s': deploy the SmartObject."
              .formatted(call.serviceObject()));
    }
    return rows.execute(
        call.serviceMethod().equals(SqlTable.CREATE) ? withGuids(call, table) : call, context);
  }

  /** AutoGUIDs are drawn here; Autonumbers by the database. */
  private static ServiceCall withGuids(ServiceCall call, KeptTable table) {
    Row inputs = call.inputs();
    for (var column : table.columns()) {
      boolean draws = column.type() == PropertyType.AUTOGUID && !column.retired();
      if (draws && inputs.get(column.property()) == null) {
        inputs = inputs.with(column.property(), UUID.randomUUID());
      }
    }
    return new ServiceCall(
        call.serviceObject(),
        call.serviceMethod(),
        inputs,
        call.returns(),
        call.filter(),
        call.sort(),
        call.page(),
        call.rowsMax());
  }

  @Override
  public TransactionalResource transactionalResource() {
    return resource;
  }
}
