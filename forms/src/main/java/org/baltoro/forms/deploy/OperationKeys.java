package org.baltoro.forms.deploy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.Operation.ViewMethod;

/** What actions can do, by the word that begins them, and the keys that each has besides. */
final class OperationKeys {
  /** Every action may have these. */
  static final List<String> COMMON = List.of("id", "enabled", "comment");

  static final Map<String, List<String>> BY_WORD = all();

  private OperationKeys() {}

  private static Map<String, List<String>> all() {
    var keys = new LinkedHashMap<String, List<String>>();
    var call =
        List.of("method", "inputs", "parameters", "filter", "order", "outputs", "outputRows");
    keys.put("execute", call);
    keys.put("executeView", call);
    keys.put(
        "executeForItems",
        List.of("method", "smartObject", "inputs", "parameters", "outputs", "outputRows"));
    for (var method : ViewMethod.values()) {
      keys.put(Words.key(method), List.of());
    }
    keys.put("populate", List.of("filter"));
    keys.put("clearControl", List.of());
    keys.put("focus", List.of());
    keys.put("startTimer", List.of());
    keys.put("stopTimer", List.of());
    keys.put("transfer", List.of());
    keys.put("set", List.of());
    keys.put("openSubform", List.of("as", "parameters", "heading", "state", "waitUntilClosed"));
    keys.put("openSubview", List.of("as", "parameters", "heading", "waitUntilClosed"));
    keys.put("close", List.of());
    keys.put("closeLevels", List.of());
    keys.put("navigateToForm", List.of("state", "parameters"));
    keys.put("navigateToAddress", List.of("newWindow"));
    keys.put("showTab", List.of());
    keys.put("showView", List.of());
    keys.put("message", List.of("title", "type"));
    keys.put("confirm", List.of("title"));
    keys.put("executeRule", List.of("of"));
    keys.put("continue", List.of());
    keys.put("stopRule", List.of());
    keys.put("raiseError", List.of("detail", "type"));
    keys.put("startProcess", List.of("folio", "dataFields", "sync", "outputs", "outputRows"));
    keys.put("openWorklistItem", List.of("serialNumber", "allocate", "outputs", "outputRows"));
    keys.put("finishWorklistItem", List.of("serialNumber", "dataFields", "sync"));
    keys.put("editList", List.of("method", "values"));
    return Collections.unmodifiableMap(keys);
  }
}
