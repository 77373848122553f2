package org.baltoro.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.forms.broker.sql.SqlBroker;
import org.baltoro.forms.broker.sql.SqlResource;
import org.baltoro.forms.library.EmbeddedForms;
import org.baltoro.forms.session.FormSession;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.MethodCall;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One more order, from somebody who fills in a form: over tables of a database, saved in one
 * packet, decided in the same form. The forms run here; the process runs on the demo's server.
 */
final class DemoForm {
  private static final String FORM = "Purchasing/Purchase Order";
  private static final String NUMBER = "PO-4721";
  private static final int GANTT_WIDTH = 44;
  private static final int BUSY_MILLIS = 10_000;

  /** In the order in which they need each other. */
  private static final List<String> DOCUMENTS =
      List.of(
          "1-supplier.yaml",
          "1-contact.yaml",
          "1-order.yaml",
          "1-line.yaml",
          "2-order-header.yaml",
          "2-order-lines.yaml",
          "3-purchase-order.yaml");

  private final DemoNarrator narrator;
  private final EmbeddedForms forms;

  private DemoForm(DemoNarrator narrator, EmbeddedForms forms) {
    this.narrator = narrator;
    this.forms = forms;
  }

  /** Makes the tables, deploys the documents, and opens the form once, as that loads much code. */
  static DemoForm prepare(DemoNarrator narrator, Path folder) throws IOException {
    var shop = sqlite(folder.resolve("shop.db"));
    create(shop, Demo.resource("form/shop.sql"));
    var forms = EmbeddedForms.on(shop).service("Shop", new SqlBroker(shop));
    for (var document : DOCUMENTS) {
      forms.deploy(Demo.resource("form/" + document), document);
    }
    var nobody = new Caller("demo", Set.of(), null);
    open(FormSession.open(forms.forms(), nobody, FORM, Map.of(), null)).close();
    return new DemoForm(narrator, forms);
  }

  void deployProcess(Connection administrator) throws IOException {
    administrator.definitions().deploy(Demo.resource("form/process.yaml"), "process.yaml");
    narrator.say(
        "Deployed a form over the tables of a shop, %d documents, and its process",
        DOCUMENTS.size());
  }

  private static DataSource sqlite(Path file) {
    var config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static void create(DataSource shop, String script) {
    new SqlResource(shop)
        .run(connection -> {
          try (var statement = connection.createStatement()) {
            for (var sql : script.split(";", -1)) {
              if (!sql.isBlank()) {
                statement.execute(sql);
              }
            }
          }
          return true;
        });
  }

  /** A buyer fills in the form and saves. */
  void order(Connection buyer) {
    try (var form = open(FormSession.open(forms.forms(), caller(buyer), FORM, Map.of(), null))) {
      form.set("Header.Number", NUMBER);
      form.set("Header.Supplier", 1);
      narrator.say(
          "A buyer fills in the form: of Acme's people it offers %s", form.items("Header.Contact"));
      form.set("Header.Contact", 1);
      addLine(form, "Rope", 30, "12.50");
      addLine(form, "Hook", 100, "1.25");
      form.click("Save");
      narrator.say("'%s'  Yes.", form.questions().getFirst().body());
      form.answer(true);
      form.failures().forEach(failure -> narrator.say("%s", failure.message()));
      narrator.say("%s", form.messages().getLast());
      narrator.terminal().out().println();
      form.gantt("save-is-clicked", GANTT_WIDTH)
          .lines()
          .forEach(line -> narrator.terminal().out().println("  " + line));
      narrator.terminal().out().println();
    }
  }

  /** Checks that the form came up. */
  private static FormSession open(FormSession form) {
    if (!form.isReady()) {
      throw new IllegalStateException("The form did not come up: " + form.failures());
    }
    return form;
  }

  private static void addLine(FormSession form, String item, int quantity, String price) {
    form.addRow("Lines");
    int row = form.rows("Lines").size() - 1;
    form.set("Lines.Item", row, item);
    form.set("Lines.Quantity", row, quantity);
    form.set("Lines.Price", row, price);
    form.acceptRow("Lines", row);
  }

  /**
   * The manager opens the item in its form, and decides there.
   *
   * @return whether the order is in the tables as it should be, and its process has ended
   */
  boolean decide(Connection manager) {
    var item =
        manager.worklist(null, 100).items().stream()
            .filter(entry -> entry.folio().equals(NUMBER))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException(NUMBER + " is not on the manager's worklist."));
    try (var form =
        open(FormSession.openItem(forms.forms(), caller(manager), item.serialNumber()))) {
      narrator.say(
          "The manager opens %s in its form: %s lines, %s in all",
          item.serialNumber(), form.rows("Lines").size(), form.value("Total"));
      form.submit("Approved");
      narrator.say("%s", form.messages().getLast());
    }
    var order =
        forms
            .smartObjects()
            .execute(caller(manager), MethodCall.of("Purchasing/Order", "Load", "ID", 1L))
            .first();
    var lines =
        forms
            .smartObjects()
            .execute(
                caller(manager),
                MethodCall.of("Purchasing/Line", "List").where(Filter.equal("OrderID", 1L)));
    return order.isPresent()
        && Objects.equals(order.get().get("Status"), "Approved")
        && lines.rows().size() == 2
        && manager.openProcessInstance(item.instance()).status() == ProcessInstanceStatus.COMPLETED;
  }

  private static Caller caller(Connection connection) {
    return new Caller(connection.user(), connection.identity().groups(), connection);
  }
}
