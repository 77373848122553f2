package org.baltoro.forms.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.baltoro.api.BaltoroException;
import org.baltoro.forms.broker.smartbox.SmartBox;
import org.baltoro.forms.broker.sql.SqlResource;
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
  private SqlResource resource;
  private DocumentLibrary library;
  private DocumentDeployer deployer;

  @BeforeEach
  void open() {
    var pragmas = new SQLiteConfig();
    pragmas.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    var source = new SQLiteDataSource(pragmas);
    source.setUrl("jdbc:sqlite:" + folder.resolve("forms.db"));
    resource = new SqlResource(source);
    library = new DocumentLibrary(new SqlDocumentStore(resource), clock);
    deployer = deployer(library);
  }

  private DocumentDeployer deployer(DocumentLibrary of) {
    var services = new Services().register("SmartBox", new SmartBox(resource, clock));
    var layer =
        new SmartObjectLayer(
            of, services, LayerConfig.DEFAULTS, clock, new SmartObjectObserver() {});
    return new DocumentDeployer(of, services, layer, clock);
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
    assertThat(library.setDefault(Kind.SMART_OBJECT, "Finance/Supplier", 1)).isTrue();
    assertThat(library.find("Finance/Supplier").orElseThrow().properties()).hasSize(2);
    assertThat(library.setDefault(Kind.SMART_OBJECT, "Finance/Supplier", 9)).isFalse();
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
