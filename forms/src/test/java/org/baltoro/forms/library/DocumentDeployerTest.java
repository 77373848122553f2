package org.baltoro.forms.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Problem;
import org.baltoro.forms.broker.smartbox.SmartBox;
import org.baltoro.forms.broker.sql.SqlResource;
import org.baltoro.forms.library.DocumentDeployer.SourceFile;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.SmartObjectObserver;
import org.baltoro.forms.smartobject.layer.LayerConfig;
import org.baltoro.forms.smartobject.layer.Services;
import org.baltoro.forms.smartobject.layer.SmartObjectLayer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Versions of documents in a database. */
class DocumentDeployerTest {
  private static final String SUPPLIER =
      """
      smartObject: Finance/Supplier
      smartBox: SmartBox
      properties:
        ID: { type: autonumber, key: true }
        Name: { type: text, required: true }
      """;

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-12-01T09:00:00Z");
  private final InstantSource clock = () -> now;
  private SQLiteDataSource source;
  private SqlResource resource;
  private SqlDocumentStore store;
  private SmartBox smartBox;
  private SmartObjectLayer layer;
  private DocumentLibrary library;
  private DocumentDeployer deployer;

  @BeforeEach
  void open() {
    var pragmas = new SQLiteConfig();
    pragmas.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    source = new SQLiteDataSource(pragmas);
    source.setUrl("jdbc:sqlite:" + folder.resolve("forms.db"));
    resource = new SqlResource(source);
    store = new SqlDocumentStore(resource);
    library = new DocumentLibrary(store, clock);
    smartBox = new SmartBox(resource, clock);
    var services = new Services().register("SmartBox", smartBox);
    layer =
        new SmartObjectLayer(
            library, services, LayerConfig.DEFAULTS, clock, new SmartObjectObserver() {});
    deployer = new DocumentDeployer(library, services, layer, clock);
  }

  @Test
  void aDeployedFileIsUsedFromThenOnAndKeepsItsText() {
    var first = deployer.deploy(SUPPLIER, "supplier.yaml", "dora");
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.created()).isTrue();
    assertThat(library.names()).containsExactly("Finance/Supplier");
    assertThat(library.find("Finance/Supplier").orElseThrow().properties()).hasSize(2);
    assertThat(library.stored(Kind.SMART_OBJECT, "Finance/Supplier", 1).orElseThrow())
        .isEqualTo(
            new StoredDocument(
                Kind.SMART_OBJECT, "Finance/Supplier", 1, SUPPLIER, "dora", clock.instant()));
    assertThat(library.form("Finance/Supplier")).isEmpty();
  }

  @Test
  void theSameTextMakesNoVersionAndAnotherDoes() {
    deployer.deploy(SUPPLIER, "supplier.yaml", "dora");
    assertThat(deployer.deploy(SUPPLIER, "supplier.yaml", "dora").created()).isFalse();
    var second = deployer.deploy(SUPPLIER + "  City: text\n", "supplier.yaml", "carl");
    assertThat(second.version()).isEqualTo(2);
    assertThat(library.find("Finance/Supplier").orElseThrow().properties()).hasSize(3);
    assertThat(library.versions(Kind.SMART_OBJECT, "Finance/Supplier"))
        .extracting(StoredDocument::version, StoredDocument::deployedBy)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2, "carl"),
            org.assertj.core.groups.Tuple.tuple(1, "dora"));
    assertThat(deployer.setDefault(Kind.SMART_OBJECT, "Finance/Supplier", 1)).isTrue();
    assertThat(library.find("Finance/Supplier").orElseThrow().properties()).hasSize(2);
    assertThat(deployer.setDefault(Kind.SMART_OBJECT, "Finance/Supplier", 9)).isFalse();
  }

  @Test
  void whatIsDeployedAndDoesNotFitAnyMoreIsToldByName() {
    var supplier = SUPPLIER + "  Rating: number\n";
    var view =
        """
        view: Finance/Supplier
        kind: item
        source: { smartObject: Finance/Supplier }
        fields: { Rating: number }
        """;
    deployer.deploy(supplier, "supplier.yaml", "dora");
    deployer.deploy(view, "view.yaml", "dora");
    assertThat(deployer.check(supplier + "  City: text\n", "supplier.yaml")).isEmpty();
    var changed = supplier.replace("Rating: number", "Rating: text");
    assertThat(deployer.check(changed, "supplier.yaml"))
        .singleElement()
        .matches(DefinitionProblem::warning)
        .extracting(Object::toString)
        .asString()
        .contains("view 'Finance/Supplier' does not fit, at its line 4, fields.Rating.type");
    var next = view.replace("Rating: number", "Rating: text");
    assertThat(
            deployer.check(
                List.of(
                    new SourceFile("supplier.yaml", changed), new SourceFile("view.yaml", next))))
        .isEmpty();
  }

  private static String supplier(String properties) {
    return """
    smartObject: Finance/Supplier
    smartBox: SmartBox
    properties:
      ID: { type: autonumber, key: true }
      %s
    methods:
      Create:
        kind: create
        inputs: [Name]
        returns: [ID, Name]
        bindings: [{ service: SmartBox, serviceObject: Finance/Supplier, serviceMethod: Create }]
    """
        .formatted(properties);
  }

  private static final MethodCall CREATE =
      MethodCall.of("Finance/Supplier", "Create", "Name", "Ernst");

  private Result create() {
    return layer.execute(new Caller("ann", Set.of(), null), CREATE);
  }

  @Test
  void anOlderVersionFindsItsTableAgain() {
    deployer.deploy(supplier("Name: text"), "supplier.yaml", "dora");
    deployer.deploy(
        supplier("Title: { type: text, was: Name }")
            .replace("inputs: [Name]", "inputs: [Title]")
            .replace("[ID, Name]", "[ID, Title]"),
        "supplier.yaml",
        "dora");
    assertThat(deployer.setDefault(Kind.SMART_OBJECT, "Finance/Supplier", 1)).isTrue();
    assertThat(create().rows()).hasSize(1);
  }

  @Test
  void anOlderVersionThatWouldLoseDataStaysWhereItIs() {
    deployer.deploy(supplier("Name: { type: text, lengthMax: 3 }"), "supplier.yaml", "dora");
    deployer.deploy(supplier("Name: { type: text, lengthMax: 9 }"), "supplier.yaml", "dora");
    create();
    assertThatThrownBy(() -> deployer.setDefault(Kind.SMART_OBJECT, "Finance/Supplier", 1))
        .isInstanceOfSatisfying(
            BaltoroException.class,
            refused -> assertThat(refused.problem()).isEqualTo(Problem.INVALID_DEFINITION))
        .hasMessageContaining("version 1")
        .hasMessageContaining("1 rows have more than 3 characters");
    assertThat(library.defaultVersion(Kind.SMART_OBJECT, "Finance/Supplier")).contains(2);
    assertThat(create().rows()).hasSize(1);
  }

  @Test
  void anOlderVersionIsCheckedAnew() {
    deployer.deploy(supplier("Name: text"), "supplier.yaml", "dora");
    var view = "view: Finance/Hint\nkind: content\n";
    deployer.deploy(view, "hint.yaml", "dora");
    var start = "form: Finance/Start\nviews: %s\n";
    store.add(
        new StoredDocument(
            Kind.FORM,
            "Finance/Start",
            1,
            start.formatted("{ hint: Finance/Gone }"),
            "dora",
            clock.instant()),
        (resource, transaction) -> {});
    deployer.deploy(start.formatted("{ hint: Finance/Hint }"), "start.yaml", "dora");
    assertThatThrownBy(() -> deployer.setDefault(Kind.FORM, "Finance/Start", 1))
        .isInstanceOf(BaltoroException.class)
        .hasMessageContaining("Finance/Gone");
    assertThat(library.defaultVersion(Kind.FORM, "Finance/Start")).contains(2);
  }

  /** The version is not kept, as when the server ends between the table and it. */
  @Test
  void aTableChangesWithItsVersionOrNotAtAll() throws SQLException {
    deployer.deploy(supplier("Name: text"), "supplier.yaml", "dora");
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TRIGGER refuses BEFORE UPDATE ON form_document_default
          BEGIN SELECT RAISE(ABORT, 'no'); END
          """);
    }
    assertThatThrownBy(() ->
            deployer.deploy(
                supplier("Title: { type: text, was: Name }")
                    .replace("inputs: [Name]", "inputs: [Title]")
                    .replace("[ID, Name]", "[ID, Title]"),
                "supplier.yaml",
                "dora"))
        .isInstanceOf(RuntimeException.class);
    assertThat(library.versions(Kind.SMART_OBJECT, "Finance/Supplier")).hasSize(1);
    assertThat(create().rows()).hasSize(1);
    smartBox.refresh();
    assertThat(create().rows()).hasSize(1);
  }

  @Test
  void aFormKnowsItsVersion() {
    for (int version = 1; version <= 2; version++) {
      deployer.deploy("form: Finance/Start\nviews: {}\ntitle: " + version, "start.yaml", "dora");
      assertThat(library.form("Finance/Start").orElseThrow().version()).isEqualTo(version);
    }
    deployer.deploy("view: Finance/Hint\nkind: content\n", "hint.yaml", "dora");
    assertThat(library.view("Finance/Hint").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void whatAnotherNodeDeploysIsSeenWithinSeconds() {
    var elsewhere = new DocumentLibrary(new SqlDocumentStore(resource), clock);
    assertThat(elsewhere.names()).isEmpty();
    deployer.deploy(SUPPLIER, "supplier.yaml", "dora");
    now = now.plusSeconds(3);
    assertThat(elsewhere.names()).containsExactly("Finance/Supplier");
  }

  @Test
  void whatIsWrongIsToldWithItsPlaceAndNothingIsKept() {
    assertThatThrownBy(() -> deployer.deploy("smartObject: X\nnope: 1\n", "x.yaml", "dora"))
        .isInstanceOfSatisfying(
            BaltoroException.class,
            refused -> assertThat(refused.definitionProblems()).isNotEmpty())
        .hasMessageContaining("x.yaml:");
    assertThat(library.names()).isEmpty();
  }
}
