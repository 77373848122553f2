package org.baltoro.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.baltoro.api.Connection;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.forms.broker.sql.SqlBroker;
import org.baltoro.forms.library.EmbeddedForms;
import org.baltoro.forms.session.FormSession;
import org.baltoro.forms.smartobject.Caller;

/**
 * A purchase order, filled in with a form over the tables of a database: the header and its lines
 * are saved in one packet, all or nothing; then a process has the manager decide, with the same
 * form in another state. Engine and forms run inside of this program; its users have no page.
 *
 * <p>The documents, the process and the tables are in {@code examples/purchase-order-form}.
 */
public final class PurchaseOrderForm {
  private static final String FORM = "Purchasing/Purchase Order";
  private static final int WIDTH = 40;

  private PurchaseOrderForm() {}

  /** Runs with the files in the folder that is given, or with those of this checkout. */
  public static void main(String[] arguments) throws IOException, SQLException {
    var files = Path.of(arguments.length == 0 ? "examples/purchase-order-form" : arguments[0]);
    run(files, Files.createTempDirectory("baltoro-example-"), System.out);
  }

  static void run(Path files, Path data, PrintStream out) throws IOException, SQLException {
    var shop = ExampleDatabase.sqlite(data.resolve("shop.db"));
    create(shop, Files.readString(files.resolve("shop.sql")));
    try (var engine = Engine.open(EngineConfig.sqlite(data.resolve("engine.db")))) {
      engine
          .connectTrusted("admin")
          .definitions()
          .deploy(Files.readString(files.resolve("process.yaml")), "process.yaml");
      var forms = EmbeddedForms.on(shop).service("Shop", new SqlBroker(shop));
      for (var file : documents(files)) {
        forms.deploy(Files.readString(file), file.toString());
      }
      order(forms, engine.connectTrusted("ann"), out);
      decide(forms, engine.connectTrusted("manager"), out);
    }
  }

  private static void create(DataSource shop, String script) throws SQLException {
    try (var connection = shop.getConnection();
        var statement = connection.createStatement()) {
      for (var sql : script.split(";", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }

  /** Their names begin with numbers: SmartObjects first, then views, then forms. */
  private static List<Path> documents(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("[0-9].*\\.yaml"))
          .sorted()
          .toList();
    }
  }

  private static Caller caller(Connection connection) {
    return new Caller(connection.user(), Set.of(), connection);
  }

  private static void order(EmbeddedForms forms, Connection ann, PrintStream out) {
    try (var form = FormSession.open(forms.forms(), caller(ann), FORM, Map.of(), null)) {
      out.printf("Ann opens '%s': %s%n", form.title(), form.items("Header.Supplier"));
      form.set("Header.Supplier", 1);
      out.printf("She chooses Acme, where she may ask for %s%n", form.items("Header.Contact"));
      form.set("Header.Contact", 1);
      form.set("Header.Number", "17");
      out.printf("'17' is no number of an order: %s%n", form.error("Header.Number"));
      form.set("Header.Number", "PO-17");
      addLine(form, "Rope", 3, "12.50");
      addLine(form, "Hook", 10, "1.25");
      out.printf("The lines come to %s%n", form.value("Total"));
      form.click("Save");
      out.printf("She is asked: %s%n", form.questions().getFirst().body());
      form.answer(true);
      out.printf("%s%n%n%s%n", form.messages().getLast(), form.gantt("save-is-clicked", WIDTH));
    }
  }

  private static void addLine(FormSession form, String item, int quantity, String price) {
    form.addRow("Lines");
    int row = form.rows("Lines").size() - 1;
    form.set("Lines.Item", row, item);
    form.set("Lines.Quantity", row, quantity);
    form.set("Lines.Price", row, price);
    form.acceptRow("Lines", row);
  }

  private static void decide(EmbeddedForms forms, Connection manager, PrintStream out) {
    var item = manager.worklist(null, 1).items().getFirst();
    out.printf("On the manager's worklist: %s, %s%n", item.folio(), item.event());
    try (var form = FormSession.openItem(forms.forms(), caller(manager), item.serialNumber())) {
      out.printf(
          "It opens with %d lines, %s in all%n", form.rows("Lines").size(), form.value("Total"));
      form.submit("Approved");
      out.println(form.messages().getLast());
    }
    out.printf(
        "The process is %s%n", manager.openProcessInstance(item.instance()).status().label());
  }
}
