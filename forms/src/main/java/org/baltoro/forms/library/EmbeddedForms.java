package org.baltoro.forms.library;

import java.time.InstantSource;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.sql.SqlResource;
import org.baltoro.forms.rule.Threads;
import org.baltoro.forms.rule.VirtualThreads;
import org.baltoro.forms.session.Forms;
import org.baltoro.forms.session.SessionLimits;
import org.baltoro.forms.smartobject.SmartObjectObserver;
import org.baltoro.forms.smartobject.layer.LayerConfig;
import org.baltoro.forms.smartobject.layer.Services;
import org.baltoro.forms.smartobject.layer.SmartObjectLayer;

/**
 * Forms inside of a program: its own services, documents in its own database.
 *
 * <pre>{@code
 * var forms = EmbeddedForms.on(dataSource).service("Shop", new SqlBroker(dataSource));
 * forms.deploy(Files.readString(file), file.toString());
 * var form = FormSession.open(forms.forms(), Caller.of("ann"), "Shop/Order", Map.of(), null);
 * }</pre>
 *
 * <p>May be shared by threads.
 */
public final class EmbeddedForms {
  private static final String DEPLOYED_BY = "program";

  private final Services services = new Services();
  private final DocumentLibrary library;
  private final SmartObjectLayer layer;
  private final DocumentDeployer deployer;
  private final Forms forms;

  private EmbeddedForms(DataSource documents, Threads threads, InstantSource clock, ZoneId zone) {
    library = new DocumentLibrary(new SqlDocumentStore(new SqlResource(documents)), clock);
    layer =
        new SmartObjectLayer(
            library,
            services,
            LayerConfig.DEFAULTS.withZone(zone),
            clock,
            new SmartObjectObserver() {});
    deployer = new DocumentDeployer(library, services, layer, clock);
    forms = new Forms(library, layer, library, threads, zone, SessionLimits.DEFAULTS);
  }

  /** In this machine's time and zone; the tables of documents are made where they are missing. */
  public static EmbeddedForms on(DataSource documents) {
    var clock = InstantSource.system();
    return new EmbeddedForms(documents, new VirtualThreads(clock), clock, ZoneId.systemDefault());
  }

  /**
   * With threads of one's own: with {@code SimulatedTime} rules take no time.
   *
   * @param zone of dates in expressions
   */
  public static EmbeddedForms on(
      DataSource documents, Threads threads, InstantSource clock, ZoneId zone) {
    return new EmbeddedForms(documents, threads, clock, zone);
  }

  /** Registers a service under the name that SmartObjects call it by. */
  public EmbeddedForms service(String name, ServiceBroker broker) {
    services.register(name, broker);
    return this;
  }

  /**
   * Checks and deploys a file: SmartObjects before their views, views before their forms.
   *
   * @throws org.baltoro.api.BaltoroException with all that is wrong
   */
  public DocumentDeployer.Deployment deploy(String source, String file) {
    return deployer.deploy(source, file, DEPLOYED_BY);
  }

  /** Opens forms. */
  public Forms forms() {
    return forms;
  }

  /** Calls SmartObjects without a form. */
  public SmartObjectLayer smartObjects() {
    return layer;
  }
}
