package org.baltoro.client;

import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.client.Transport.Query;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a server's routes for which the object model has no methods, as the user of a
 * connection. Answers are plain Java: {@code Map}, {@code List}, {@code String}, numbers, {@code
 * Boolean}, null. What the server refuses is a {@link BaltoroException}. May be shared by threads.
 */
public final class ServerCalls {
  private final Transport transport;

  private ServerCalls(Transport transport) {
    this.transport = transport;
  }

  /**
   * On the line of this connection.
   *
   * @throws IllegalArgumentException if it is none over HTTP
   */
  public static ServerCalls over(Connection connection) {
    if (connection instanceof HttpConnection http) {
      return new ServerCalls(http.transport());
    }
    throw new IllegalArgumentException(
        "This connection goes to no server: open one with a server's address.");
  }

  /**
   * Asks.
   *
   * @param path as in {@code /api/forms/v1/documents}
   * @param query parameters; those that are null are left out
   */
  public Map<String, @Nullable Object> get(
      String path, Map<String, ? extends @Nullable Object> query) {
    return transport.get(path, query(query)).members();
  }

  /** Posts JSON. */
  public Map<String, @Nullable Object> postJson(String path, String json) {
    return transport.postContent(path, Query.NONE, "application/json", json).members();
  }

  /** Posts a file of YAML. */
  public Map<String, @Nullable Object> postYaml(
      String path, Map<String, ? extends @Nullable Object> query, String yaml) {
    return transport.postText(path, query(query), yaml).members();
  }

  public void delete(String path) {
    transport.delete(path);
  }

  private static Query query(Map<String, ? extends @Nullable Object> parameters) {
    var query = Query.NONE;
    for (var parameter : parameters.entrySet()) {
      query = query.and(parameter.getKey(), parameter.getValue());
    }
    return query;
  }

  /** The problems that an answer has under this name. */
  public static List<DefinitionProblem> problems(
      Map<String, @Nullable Object> answer, String name) {
    return new JsonObject(answer).list(name, HttpDefinitions::problem);
  }
}
