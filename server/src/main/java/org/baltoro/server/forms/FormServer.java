package org.baltoro.server.forms;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.engine.Engine;
import org.baltoro.forms.broker.smartbox.SmartBox;
import org.baltoro.forms.broker.sql.SqlResource;
import org.baltoro.forms.library.DocumentDeployer;
import org.baltoro.forms.library.DocumentLibrary;
import org.baltoro.forms.library.SqlDocumentStore;
import org.baltoro.forms.rule.VirtualThreads;
import org.baltoro.forms.session.FormRefused;
import org.baltoro.forms.session.Forms;
import org.baltoro.forms.session.SessionLimits;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectObserver;
import org.baltoro.forms.smartobject.layer.LayerConfig;
import org.baltoro.forms.smartobject.layer.Services;
import org.baltoro.forms.smartobject.layer.SmartObjectLayer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forms on an engine. Made when forms are asked for first: who has none pays nothing. */
public final class FormServer implements AutoCloseable {
  /** The service of processes, worklists and instances. */
  public static final String WORKFLOW = "Workflow";

  /** The service of the server's own tables. */
  public static final String SMART_BOX = "SmartBox";

  private static final List<String> OWN_SERVICES = List.of(SMART_BOX, WORKFLOW);

  private static final Logger LOG = LoggerFactory.getLogger(FormServer.class);

  private final Engine engine;
  private final FormsDatabase.Pools pools;
  private final Services services = new Services();
  private final ConfiguredServices configured;
  private final DocumentLibrary library;
  private final SmartObjectLayer layer;
  private final DocumentDeployer deployer;
  private final Forms forms;
  private final OpenForms open;

  private FormServer(Engine engine, FormSettings settings, FormsDatabase.Pools pools) {
    this.engine = engine;
    this.pools = pools;
    var clock = engine.clock();
    var zone = settings.zone();
    var resource = new SqlResource(pools.working(), pools.looking());
    // How old what it knows may be is real time, however the engine's clock stands.
    library = new DocumentLibrary(new SqlDocumentStore(resource), InstantSource.system());
    layer =
        new SmartObjectLayer(
            library,
            services,
            LayerConfig.DEFAULTS.withZone(zone),
            clock,
            new SmartObjectObserver() {});
    var secrets = new Secrets(settings.services());
    var guard =
        new ServiceGuard(settings.services(), secrets, settings.credentials(), OWN_SERVICES);
    configured = new ConfiguredServices(library, guard, secrets, settings);
    var smartBox = new SmartBox(resource, clock);
    library.onSmartObjectsChanged(smartBox::refresh);
    services
        .register(SMART_BOX, smartBox)
        .register(WORKFLOW, new WorkflowService(this::trusted))
        .with(configured);
    deployer = new DocumentDeployer(library, services, layer, clock, guard);
    forms =
        new Forms(library, layer, library, new VirtualThreads(clock), zone, SessionLimits.DEFAULTS);
    open = new OpenForms(); // last, as it starts a thread
  }

  /**
   * Opens forms.
   *
   * @throws BaltoroException {@link Problem#STORE_UNAVAILABLE} if their database can't be used now
   */
  public static FormServer open(Engine engine, FormSettings settings) {
    var pools = settings.database().open();
    try {
      return new FormServer(engine, settings, pools);
    } catch (SmartObjectException failure) {
      pools.close();
      LOG.atWarn()
          .addKeyValue("why", failure.getCause())
          .log("The database of forms can't be used");
      throw FormsDatabase.unavailable();
    } catch (RuntimeException | Error bug) {
      pools.close();
      throw bug;
    }
  }

  public Services services() {
    return services;
  }

  public DocumentLibrary library() {
    return library;
  }

  public SmartObjectLayer smartObjects() {
    return layer;
  }

  public OpenForms openForms() {
    return open;
  }

  /** Checks and deploys documents. */
  public DocumentDeployer deployer() {
    return deployer;
  }

  /** The services, for those who look after them. */
  public ServiceDesk serviceDesk() {
    return new ServiceDesk(library, services, configured);
  }

  /** As whom a connection's user calls SmartObjects. */
  public static Caller caller(Connection connection) {
    var identity = connection.identity();
    return new Caller(identity.user(), identity.groups(), connection);
  }

  /** Opens a form for the connection's user. */
  public OpenForms.Opened openForm(
      Connection connection,
      String form,
      Map<String, ? extends @Nullable Object> parameters,
      @Nullable String state) {
    return refusing(() ->
        open.open(
            connection.user(),
            stream -> forms.open(caller(connection), form, parameters, state, stream)));
  }

  /** Opens the form of a worklist item for the connection's user. */
  public OpenForms.Opened openItem(Connection connection, String serialNumber) {
    return refusing(() ->
        open.open(
            connection.user(), stream -> forms.openItem(caller(connection), serialNumber, stream)));
  }

  private interface Opening {
    OpenForms.Opened open();
  }

  private static OpenForms.Opened refusing(Opening opening) {
    try {
      return opening.open();
    } catch (FormRefused refused) {
      var problem =
          switch (refused.problem()) {
            case UNKNOWN_FORM, NO_WORKLIST_ITEM -> Problem.NOT_FOUND;
            case ACCESS_DENIED -> Problem.ACCESS_DENIED;
            case INVALID_PARAMETERS -> Problem.INVALID_REQUEST;
            case INVALID_DOCUMENT -> Problem.INVALID_DEFINITION;
          };
      throw new BaltoroException(problem, String.valueOf(refused.getMessage()));
    }
  }

  private Connection trusted() {
    return engine.connectTrusted("forms");
  }

  @Override
  public void close() {
    open.close();
    configured.close();
    pools.close();
  }
}
