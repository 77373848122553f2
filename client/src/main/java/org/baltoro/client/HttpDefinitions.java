package org.baltoro.client;

import java.util.List;
import java.util.Map;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Definitions;
import org.baltoro.client.Transport.Query;

/** Definitions over HTTP. */
record HttpDefinitions(Transport transport) implements Definitions {

  @Override
  public List<DefinitionProblem> check(String source, String fileName) {
    return transport
        .postText("/definitions/check", Query.of("file", fileName), source)
        .list("problems", HttpDefinitions::problem);
  }

  @Override
  public Deployment deploy(String source, String fileName, boolean makeDefault) {
    var json =
        transport.postText(
            "/definitions",
            Query.of("file", fileName).and("makeDefault", makeDefault ? null : false),
            source);
    return new Deployment(
        json.text("process"),
        json.integer("version"),
        json.truth("created"),
        json.list("warnings", HttpDefinitions::problem));
  }

  @Override
  public List<ProcessSummary> processes() {
    return transport
        .get("/definitions", Query.NONE)
        .list(
            "items",
            json ->
                new ProcessSummary(
                    json.number("id"),
                    json.text("process"),
                    json.integer("defaultVersion"),
                    json.textOrNull("description")));
  }

  @Override
  public List<ProcessVersion> versions(String process) {
    return transport
        .get("/definitions/versions", Query.of("process", process))
        .list(
            "items",
            json ->
                new ProcessVersion(
                    json.text("process"),
                    json.integer("version"),
                    json.truth("isDefault"),
                    json.text("deployedBy"),
                    json.time("deployedAt")));
  }

  @Override
  public String source(String process, int version) {
    return transport
        .get("/definitions/source", Query.of("process", process).and("version", version))
        .text("source");
  }

  @Override
  public void setDefaultVersion(String process, int version) {
    transport.put(
        "/definitions/defaultVersion", Query.of("process", process), Map.of("version", version));
  }

  static DefinitionProblem problem(JsonObject json) {
    return new DefinitionProblem(
        json.text("file"),
        json.integer("line"),
        json.integer("column"),
        json.text("path"),
        json.text("found"),
        json.text("expected"),
        json.textOrNull("nearest"),
        json.truth("warning"));
  }
}
