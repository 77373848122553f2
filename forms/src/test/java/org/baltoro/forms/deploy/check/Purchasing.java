package org.baltoro.forms.deploy.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.forms.broker.smartbox.SmartBox;
import org.baltoro.forms.broker.sql.SqlBroker;
import org.baltoro.forms.broker.sql.SqlResource;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.deploy.ReadDocument;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.View;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.baltoro.forms.smartobject.layer.CallCounter;
import org.baltoro.forms.smartobject.layer.LayerConfig;
import org.baltoro.forms.smartobject.layer.Services;
import org.baltoro.forms.smartobject.layer.SmartObjectLayer;
import org.baltoro.forms.support.Database;
import org.jspecify.annotations.Nullable;

/** The documents of docs/forms.md over a real database, perhaps with something else in them. */
final class Purchasing implements Surroundings, AutoCloseable {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Path PAGE = Path.of("../docs/forms.md");

  private final Database database = Database.sqlite();
  private final Services services = new Services();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, Document> documents = new LinkedHashMap<>();
  private final SmartObjectLayer layer =
      new SmartObjectLayer(
          smartObjects(),
          services,
          LayerConfig.DEFAULTS,
          () -> java.time.Instant.EPOCH,
          new CallCounter());

  Purchasing() {
    database.run(
        "CREATE TABLE \"Order\" (ID INTEGER PRIMARY KEY, Number varchar(20) NOT NULL UNIQUE,"
            + " Supplier integer, Ordered date, Total numeric(12,2))",
        "CREATE TABLE Line (ID INTEGER PRIMARY KEY, OrderID integer NOT NULL, Item varchar(100)"
            + " NOT NULL, Amount numeric(12,2))",
        "CREATE TABLE Supplier (ID INTEGER PRIMARY KEY, Name varchar(100) NOT NULL, Country"
            + " varchar(2))");
    services.register("shop", new SqlBroker(database.dataSource()));
    services.register(
        "SmartBox",
        new SmartBox(new SqlResource(database.dataSource()), () -> java.time.Instant.EPOCH));
    examples().forEach(this::add);
  }

  static List<String> examples() {
    try {
      return EXAMPLE
          .matcher(Files.readString(PAGE))
          .results()
          .map(found -> found.group(1))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Services services() {
    return services;
  }

  /** Adds a document, or puts another in its place. */
  void add(String text) {
    var document = Objects.requireNonNull(read(text).document(), text);
    files.put(document.name(), text);
    documents.put(document.name(), document);
  }

  static ReadDocument read(String text) {
    return DocumentReader.read(text, "file.yaml");
  }

  String file(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  List<DefinitionProblem> check(String text) {
    return new DocumentCheck(this, services).check(read(text));
  }

  /** What is wrong when another text stands in a document. */
  List<DefinitionProblem> changed(String name, String from, String to) {
    var text = file(name);
    if (!text.contains(from)) {
      throw new IllegalArgumentException("'%s' is not in %s".formatted(from, name));
    }
    return check(text.replace(from, to));
  }

  @Override
  public SmartObjectDefinitions smartObjects() {
    return new SmartObjectDefinitions() {
      @Override
      public Optional<SmartObjectDefinition> find(String name) {
        return documents.get(name) instanceof Document.OfSmartObject(var definition)
            ? Optional.of(definition)
            : Optional.empty();
      }

      @Override
      public List<String> names() {
        return namesOf(Document.OfSmartObject.class);
      }
    };
  }

  private List<String> namesOf(Class<? extends Document> kind) {
    return documents.values().stream()
        .filter(kind::isInstance)
        .map(Document::name)
        .sorted()
        .toList();
  }

  @Override
  public @Nullable View view(String name) {
    return documents.get(name) instanceof Document.OfView(var view) ? view : null;
  }

  @Override
  public List<String> viewNames() {
    return namesOf(Document.OfView.class);
  }

  @Override
  public @Nullable Form form(String name) {
    return documents.get(name) instanceof Document.OfForm(var form) ? form : null;
  }

  @Override
  public List<String> formNames() {
    return namesOf(Document.OfForm.class);
  }

  @Override
  public boolean canBeAtomic(Collection<MethodReference> methods) {
    return layer.canBeAtomic(methods);
  }

  @Override
  public void close() throws Exception {
    database.close();
  }
}
