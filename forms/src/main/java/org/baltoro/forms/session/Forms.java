package org.baltoro.forms.session;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.WorklistItem;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.rule.Threads;
import org.baltoro.forms.session.FormRefused.Problem;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.baltoro.forms.smartobject.SmartObjects;
import org.baltoro.language.feel.FeelExpressions;
import org.jspecify.annotations.Nullable;

/** Opens forms. May be shared by threads. */
public final class Forms {
  private static final int EXPRESSIONS_MAX = 5_000;

  private final Services services;

  /**
   * @param zone of dates in expressions, and of {@code TODAY}
   */
  public Forms(
      Documents documents,
      SmartObjects smartObjects,
      SmartObjectDefinitions definitions,
      Threads threads,
      ZoneId zone,
      SessionLimits limits) {
    this.services =
        new Services(
            documents,
            smartObjects,
            definitions,
            new FeelExpressions(EXPRESSIONS_MAX),
            threads,
            zone,
            limits);
  }

  /**
   * Opens a form; the page is told of it from now on.
   *
   * @param parameters by their ids; values of their types, or texts that say one
   * @param state null: the form's default
   * @throws FormRefused if there is none, the caller may not open it, or it can't be opened so
   */
  public OpenForm open(
      Caller caller,
      String form,
      Map<String, ? extends @Nullable Object> parameters,
      @Nullable String state,
      Page page) {
    return open(caller, form, parameters, state, null, page);
  }

  /**
   * Opens the form that a worklist item's client event names, and takes a slot of the item.
   * Parameters that are called as data fields of the process have their values.
   *
   * @throws FormRefused also if the item can't be opened or names no form
   */
  public OpenForm openItem(Caller caller, String serialNumber, Page page) {
    // A slot is taken only when there is a form that the caller may open.
    var address =
        FormAddress.read(item(caller, serialNumber, false).formUrl())
            .orElseThrow(() ->
                new FormRefused(
                    Problem.NO_WORKLIST_ITEM,
                    "The client event of %s names no form: let its form be 'form:' and the form's full name."
                        .formatted(serialNumber)));
    var parameters = new LinkedHashMap<String, @Nullable Object>();
    var form = form(caller, address.form());
    var item = item(caller, serialNumber, true);
    var data = WorkflowActions.row(item);
    for (var parameter : form.parameters()) {
      if (data.has(parameter.id())) {
        parameters.put(parameter.id(), data.get(parameter.id()));
      }
    }
    parameters.putAll(address.parameters());
    var workItem =
        new Session.WorkItem(
            item.serialNumber(), item.processInstance().id(), item.activity(), item.actions());
    return open(caller, address.form(), parameters, address.state(), workItem, page);
  }

  private static WorklistItem item(Caller caller, String serialNumber, boolean allocate) {
    var connection = caller.connection();
    if (connection == null) {
      throw new FormRefused(
          Problem.NO_WORKLIST_ITEM, "There is no connection to the workflow server.");
    }
    try {
      return connection.openWorklistItem(serialNumber, allocate);
    } catch (BaltoroException refused) {
      throw new FormRefused(Problem.NO_WORKLIST_ITEM, String.valueOf(refused.getMessage()));
    }
  }

  private Form form(Caller caller, String name) {
    var form =
        services
            .documents()
            .form(name)
            .orElseThrow(() ->
                new FormRefused(Problem.UNKNOWN_FORM, "There is no form '%s'.".formatted(name)));
    if (!form.mayOpen().allow(caller)) {
      throw new FormRefused(Problem.ACCESS_DENIED, "You may not open form '%s'.".formatted(name));
    }
    return form;
  }

  private OpenForm open(
      Caller caller,
      String name,
      Map<String, ? extends @Nullable Object> parameters,
      @Nullable String state,
      Session.@Nullable WorkItem workItem,
      Page page) {
    var form = form(caller, name);
    var session = new Session(services, caller, workItem, page);
    try {
      return OpenForm.open(session, form, parameters, state);
    } catch (RuleFailure failure) {
      var problem =
          failure.error().type().equals(RuleError.INVALID_DOCUMENT)
              ? Problem.INVALID_DOCUMENT
              : Problem.INVALID_PARAMETERS;
      throw new FormRefused(problem, failure.error().message());
    }
  }
}
