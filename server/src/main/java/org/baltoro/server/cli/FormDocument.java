package org.baltoro.server.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.client.ServerCalls;
import org.jspecify.annotations.Nullable;

/**
 * A document on the server.
 *
 * @param kind {@code service}, {@code smartObject}, {@code view} or {@code form}
 */
record FormDocument(String kind, String name, int version, String deployedBy, Instant deployedAt) {
  static final String ROUTE = "/api/forms/v1/documents";

  /**
   * All documents, those of a kind first that others are made of.
   *
   * @param kind null: of every kind
   */
  static List<FormDocument> all(ServerCalls calls, @Nullable String kind) {
    var query = new LinkedHashMap<String, @Nullable Object>();
    query.put("kind", kind);
    return Json.objects(calls.get(ROUTE, query), "items").stream().map(FormDocument::of).toList();
  }

  private static FormDocument of(Map<String, @Nullable Object> document) {
    return new FormDocument(
        String.valueOf(document.get("kind")),
        String.valueOf(document.get("name")),
        Integer.parseInt(String.valueOf(document.get("defaultVersion"))),
        String.valueOf(document.get("deployedBy")),
        Instant.parse(String.valueOf(document.get("deployedAt"))));
  }

  /**
   * The file as it was deployed.
   *
   * @param wanted the version; null: the one that is used
   */
  String source(ServerCalls calls, @Nullable Integer wanted) {
    var query = new LinkedHashMap<String, @Nullable Object>();
    query.put("kind", kind);
    query.put("name", name);
    query.put("version", wanted);
    return String.valueOf(calls.get(ROUTE + "/source", query).get("source"));
  }

  Map<String, @Nullable Object> json() {
    return Json.object(
        "kind", kind,
        "name", name,
        "version", version,
        "deployedBy", deployedBy,
        "deployedAt", deployedAt);
  }
}
