package org.baltoro.engine.connection;

import java.io.IOException;
import java.io.OutputStream;
import org.baltoro.api.JournalEntry;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.data.Values;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.engine.history.ArchiveLine;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.History.Purge;
import org.baltoro.store.Store;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * An instance as a line of an archive: what it was, its data with the large values, and its whole
 * journal as callers are told it. The format is described in {@code docs/history.md}.
 */
public final class ArchivedInstance implements ArchiveLine {
  private static final String FORMAT = "baltoro-instance-1";
  private static final int PAGE = 500;
  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET);

  private final Store store;
  private final DefinitionRegistry definitions;

  public ArchivedInstance(Store store, DefinitionRegistry definitions) {
    this.store = store;
    this.definitions = definitions;
  }

  @Override
  public void write(Purge instance, OutputStream line) throws IOException {
    try (var json = JSON.createGenerator(line)) {
      json.writeStartObject();
      summary(instance.state(), json);
      data(instance.state(), json);
      journal(instance.state(), json);
      json.writeEndObject();
    }
  }

  private static void summary(ProcessState state, JsonGenerator json) {
    json.writeStringProperty("format", FORMAT);
    json.writeNumberProperty("id", state.instance());
    json.writeStringProperty("process", state.process());
    json.writeNumberProperty("version", state.version());
    json.writeStringProperty("status", state.status().label());
    json.writeStringProperty("folio", state.folio());
    json.writeStringProperty("originator", state.originator());
    json.writeNumberProperty("priority", state.priority());
    json.writeStringProperty("startDate", state.startedAt().toString());
    json.writeStringProperty("finishDate", String.valueOf(state.finishedAt()));
  }

  private void data(ProcessState state, JsonGenerator json) {
    json.writeObjectPropertyStart("dataFields");
    state
        .dataFields()
        .forEach((name, value) ->
            json.writePOJOProperty(
                name, Values.toJava(LargeContent.whole(store, state.instance(), value))));
    json.writeEndObject();
  }

  private void journal(ProcessState state, JsonGenerator json) {
    var text =
        new JournalText(
            state.instance(), version -> definitions.get(state.process(), version).definition());
    json.writeArrayPropertyStart("journal");
    long told = 0;
    while (true) {
      var rows = store.journal(state.instance(), told, PAGE);
      for (var row : rows) {
        text.tell(row).forEach(entry -> entry(entry, json));
        told = row.version();
      }
      if (rows.size() < PAGE) {
        break;
      }
    }
    json.writeEndArray();
  }

  private static void entry(JournalEntry entry, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("version", entry.version());
    json.writeStringProperty("at", entry.at().toString());
    json.writeStringProperty("kind", entry.kind());
    text(json, "activity", entry.activity());
    text(json, "serialNumber", entry.serialNumber());
    text(json, "by", entry.by());
    json.writeStringProperty("text", entry.text());
    json.writeStringProperty("why", entry.why());
    json.writePOJOProperty("details", entry.details());
    json.writeEndObject();
  }

  private static void text(
      JsonGenerator json, String name, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}
