package org.baltoro.client;

import java.util.LinkedHashMap;
import java.util.List;
import org.baltoro.api.DataFields;
import org.baltoro.api.NewProcessInstance;
import org.baltoro.api.ProcessInstance;
import org.baltoro.client.Transport.Query;
import org.jspecify.annotations.Nullable;

/** An instance that is being prepared: the server knows nothing of it before the start. */
final class HttpNewProcessInstance implements NewProcessInstance {
  private final Transport transport;
  private final String process;
  private final HttpDataFields dataFields;
  private List<String> requiredFields;
  private @Nullable Integer version;
  private @Nullable String folio;
  private @Nullable Integer priority;
  private @Nullable String idempotencyKey;

  private HttpNewProcessInstance(Transport transport, JsonObject prepared) {
    this.transport = transport;
    this.process = prepared.text("process");
    this.dataFields = new HttpDataFields(prepared);
    this.requiredFields = prepared.texts("requiredFields");
  }

  static HttpNewProcessInstance prepare(Transport transport, String process) {
    return new HttpNewProcessInstance(transport, prepared(transport, process, null));
  }

  private static JsonObject prepared(
      Transport transport, String process, @Nullable Integer version) {
    return transport.get("/instances/new", Query.of("process", process).and("version", version));
  }

  @Override
  public String process() {
    return process;
  }

  @Override
  public NewProcessInstance version(int number) {
    var prepared = prepared(transport, process, number);
    dataFields.read(prepared);
    requiredFields = prepared.texts("requiredFields");
    version = number;
    return this;
  }

  @Override
  public NewProcessInstance folio(String text) {
    folio = text;
    return this;
  }

  @Override
  public NewProcessInstance priority(int number) {
    priority = number;
    return this;
  }

  @Override
  public NewProcessInstance idempotencyKey(String key) {
    idempotencyKey = key;
    return this;
  }

  @Override
  public DataFields dataFields() {
    return dataFields;
  }

  @Override
  public List<String> requiredFields() {
    return requiredFields;
  }

  ProcessInstance start(Transport by, boolean sync) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("process", process);
    if (version != null) {
      body.put("version", version);
    }
    if (folio != null) {
      body.put("folio", folio);
    }
    if (priority != null) {
      body.put("priority", priority);
    }
    dataFields.carry(body);
    var started = by.postOnce("/instances", sync, idempotencyKey, body);
    return new HttpProcessInstance(by, "/instances/" + started.number("id"), started);
  }
}
