package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.baltoro.api.Administration;
import org.baltoro.api.BatchPage;
import org.baltoro.api.Comment;
import org.baltoro.api.Connection;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Definitions;
import org.baltoro.api.Explanation;
import org.baltoro.api.FieldChange;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.InstanceError;
import org.baltoro.api.InstanceOverview;
import org.baltoro.api.InstanceTimer;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.OperationReport;
import org.baltoro.api.OutOfOffice;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceSummary;
import org.baltoro.api.RetentionReport;
import org.baltoro.api.RetentionRun;
import org.baltoro.api.Statistics;
import org.baltoro.api.WaitingServerItem;
import org.baltoro.api.Workers;
import org.baltoro.api.WorklistAction;
import org.baltoro.api.WorklistCount;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistResult;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes, the description of the API and the object model say the same. */
class RoutesTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> OPEN =
      Set.of(
          "post /api/baltoro/v1/login",
          "get /api/workflow/v1/callbacks/{serialNumber}", // by its signature
          "post /api/workflow/v1/callbacks/{serialNumber}",
          "get /health/live",
          "get /health/ready",
          "get /metrics", // asks for its right itself
          "get /api/openapi.json",
          "get /api/definition.schema.json");

  @Test
  void everyRouteIsInTheDescriptionAndTheOtherWayRound() {
    assertThat(described().keySet()).isEqualTo(routes().keySet());
  }

  @Test
  void theDescriptionNamesTheQueryParametersOfEveryRoute() {
    var described = described();
    routes()
        .forEach((route, method) -> {
          var named =
              described
                  .getOrDefault(route, JSON.createObjectNode())
                  .path("parameters")
                  .valueStream()
                  .filter(parameter -> parameter.path("in").asString().equals("query"))
                  .map(parameter -> parameter.get("name").asString())
                  .collect(Collectors.toCollection(TreeSet::new));
          assertThat(named).as(route).isEqualTo(queryParameters(method));
        });
  }

  @Test
  void everyRouteButTheOpenOnesTakesItsCallersConnectionFirst() {
    routes()
        .forEach((route, method) -> {
          boolean asksFirst =
              method.getParameterCount() > 0 && method.getParameterTypes()[0] == Connection.class;
          assertThat(asksFirst).as(route).isEqualTo(!OPEN.contains(route));
        });
  }

  @Test
  void theSchemasOfTheObjectModelHaveTheNamesOfItsRecords() {
    for (var type :
        List.of(
            DefinitionProblem.class,
            Definitions.ProcessSummary.class,
            Definitions.ProcessVersion.class,
            Definitions.Deployment.class,
            ProcessInstanceSummary.class,
            ProcessInstance.ParentInstance.class,
            ProcessInstance.ActiveActivity.class,
            ProcessInstance.OpenEvent.class,
            InstanceError.class,
            JournalEntry.class,
            WaitingServerItem.class,
            WorklistEntry.class,
            WorklistAction.class,
            WorklistCount.class,
            WorklistResult.class,
            Comment.class,
            OutOfOffice.class,
            Administration.User.class,
            Administration.Role.class,
            TasksResource.Task.class,
            TasksResource.TaskLite.class,
            TasksResource.Tasks.class,
            TasksResource.TaskActions.class,
            TasksResource.TaskOriginator.class,
            OperationReport.class,
            OperationReport.Difference.class,
            BatchPage.class,
            InstanceTimer.class,
            Explanation.class,
            Explanation.Wait.class,
            Explanation.LineTaken.class,
            FinishReceipt.class,
            FieldChange.class,
            InstanceOverview.class,
            InstanceOverview.ActivityRun.class,
            InstanceOverview.EventRun.class,
            Statistics.Durations.class,
            Statistics.OfProcess.class,
            Statistics.OfActivity.class,
            Statistics.OfUser.class,
            RetentionReport.class,
            RetentionRun.class,
            WorkflowsResource.Workflow.class,
            WorkflowsResource.Workflows.class,
            WorkflowsResource.WorkflowInfo.class,
            WorkflowsResource.WorkflowDetail.class,
            ServerEventsResource.ServerEvent.class,
            CallbacksResource.Callback.class,
            Workers.WorkerJob.class,
            Workers.JobSummary.class,
            WorkersResource.LeasedJobs.class,
            WorkersResource.Heartbeat.class,
            Changes.class,
            SmartObjectsResource.MethodParameter.class,
            SmartObjectsResource.SmartObjectSummary.class,
            SmartObjectsResource.SmartObjectMethod.class,
            SmartObjectsResource.SmartObjectDescription.class,
            ServicesResource.ServiceMethodDescription.class,
            ServicesResource.ServiceObjectDescription.class)) {
      var schema = document().at("/components/schemas/" + type.getSimpleName() + "/properties");
      assertThat(new TreeSet<>(schema.propertyNames()))
          .as(type.getSimpleName())
          .isEqualTo(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getName)
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void everyManagementOperationIsDescribedWithTheNamesOfItsRecord() {
    var described = document().at("/components/schemas/ManagementOperation/discriminator/mapping");
    var types = ManagementOperation.class.getPermittedSubclasses();
    assertThat(described.propertyNames()).hasSize(types.length);
    assertThat(described.propertyNames()).containsExactlyInAnyOrderElementsOf(OperationJson.NAMES);
    for (var type : types) {
      var schema = document().at("/components/schemas/" + type.getSimpleName());
      assertThat(described.get(schema.at("/properties/operation/const").asString()).asString())
          .isEqualTo("#/components/schemas/" + type.getSimpleName());
      var fields = new TreeSet<>(schema.get("properties").propertyNames());
      fields.remove("operation");
      assertThat(fields)
          .as(type.getSimpleName())
          .isEqualTo(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getName)
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void everyRouteHasAnIdOfItsOwn() {
    assertThat(described().values())
        .extracting(operation -> operation.get("operationId").asString())
        .doesNotHaveDuplicates();
  }

  @Test
  void everyReferenceInTheDescriptionLeadsSomewhere() {
    var document = document();
    var references = document.findValuesAsString("$ref");
    assertThat(references).isNotEmpty();
    assertThat(references)
        .allSatisfy(reference ->
            assertThat(document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
  }

  private static Map<String, Method> routes() {
    var routes = new TreeMap<String, Method>();
    var imported = HttpConfiguration.class.getAnnotation(Import.class).value();
    Stream.of(imported)
        .filter(type -> type.isAnnotationPresent(RestController.class))
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .forEach(method -> {
          var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
          if (mapping != null) {
            routes.put(route(method, mapping), method);
          }
        });
    return routes;
  }

  private static String route(Method method, RequestMapping mapping) {
    var base = AnnotationUtils.findAnnotation(method.getDeclaringClass(), RequestMapping.class);
    var paths = mapping.path();
    return mapping.method()[0].name().toLowerCase(java.util.Locale.ROOT)
        + " "
        + (base == null ? "" : base.path()[0])
        + (paths.length == 0 ? "" : paths[0]);
  }

  private static Set<String> queryParameters(Method method) {
    return Arrays.stream(method.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
        .map(java.lang.reflect.Parameter::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, JsonNode> described() {
    var described = new TreeMap<String, JsonNode>();
    document()
        .get("paths")
        .forEachEntry((path, operations) ->
            operations.forEachEntry(
                (method, operation) -> described.put(method + " " + path, operation)));
    return described;
  }

  private static JsonNode document() {
    try (var document = OperationsResource.class.getResourceAsStream("openapi.json")) {
      return JSON.readTree(document);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
