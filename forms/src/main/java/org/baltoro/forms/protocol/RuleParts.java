package org.baltoro.forms.protocol;

import java.util.Objects;
import java.util.stream.Collectors;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.Rule;
import tools.jackson.databind.JsonNode;

/**
 * Parts of rules that come as JSON: with the keys that files have. JSON is YAML, so the reader of
 * files reads them, inside of a document that holds nothing else.
 */
final class RuleParts {
  private final boolean ofForm;

  /**
   * @param ofForm whether references are a form's
   */
  RuleParts(boolean ofForm) {
    this.ofForm = ofForm;
  }

  Action action(JsonNode json) {
    var rule = rule("{ do: [ { then: [ " + json + " ] } ] }", "The action");
    return ((Block) handler(rule).steps().getFirst()).actions().getFirst();
  }

  Condition condition(JsonNode json) {
    var rule = rule("{ if: [ " + json + " ], do: [ { then: [] } ] }", "The condition");
    return handler(rule).conditions().getFirst();
  }

  Handler handler(JsonNode json) {
    return handler(rule(json.toString(), "The handler"));
  }

  private static Handler handler(Rule rule) {
    return rule.handlers().getFirst();
  }

  private Rule rule(String handler, String what) {
    var head = ofForm ? "form: Part\nviews: {}\n" : "view: Part\nkind: content\n";
    var source = head + "rules: [ { rule: part, handlers: [ " + handler + " ] } ]\n";
    var read = DocumentReader.read(source, "edit");
    if (!read.deployable()) {
      var problems =
          read.problems().stream()
              .map(
                  problem -> "found %s; expected %s".formatted(problem.found(), problem.expected()))
              .collect(Collectors.joining(". "));
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "%s can't be read: %s.".formatted(what, problems));
    }
    return switch (Objects.requireNonNull(read.document())) {
      case Document.OfForm(var form) -> form.rules().getFirst();
      case Document.OfView(var view) -> view.rules().getFirst();
      case Document.OfSmartObject none -> throw new IllegalStateException("It has no rules.");
      case Document.OfService none -> throw new IllegalStateException("It has no rules.");
    };
  }
}
