package org.baltoro.engine.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of the API's classes, read through a class loader: so it's all the same whether they
 * lie in a directory, in a jar, or in a jar within a jar. A class loader can't list a package,
 * therefore the names stand here.
 */
final class ApiClasses {
  static final String API = "org.baltoro.api";
  static final String CODE = "org.baltoro.api.code";

  /** Top-level types; what they declare inside is found through them. */
  static final Map<String, List<String>> NAMES =
      Map.of(
          API,
          List.of(
              "Administration",
              "BaltoroException",
              "BatchPage",
              "Comment",
              "Connection",
              "ConnectionProvider",
              "DataFields",
              "DefinitionProblem",
              "Definitions",
              "ErrorQuery",
              "Explanation",
              "FieldChange",
              "FinishReceipt",
              "History",
              "Identity",
              "InstanceError",
              "InstanceOverview",
              "InstanceTimer",
              "JournalEntry",
              "Limits",
              "Management",
              "ManagementOperation",
              "NewProcessInstance",
              "OperationReport",
              "OutOfOffice",
              "Page",
              "Problem",
              "ProcessInstance",
              "ProcessInstanceQuery",
              "ProcessInstanceStatus",
              "ProcessInstanceSummary",
              "RetentionReport",
              "RetentionRun",
              "ServerItem",
              "Statistics",
              "StatisticsQuery",
              "WaitingServerItem",
              "WaitingServerItemQuery",
              "Workers",
              "WorklistAction",
              "WorklistCount",
              "WorklistEntry",
              "WorklistItem",
              "WorklistQuery",
              "WorklistResult",
              "WorklistStatus"),
          CODE,
          List.of(
              "ActivityEscalationActionContext",
              "CodeContext",
              "CodeHandler",
              "ExceptionRuleContext",
              "ProcessEscalationActionContext",
              "ProcessFinishRuleContext",
              "ProcessStartRuleContext",
              "RegisteredHandler",
              "ServerEventContext",
              "ServerEventHandler"));

  private final ClassLoader loader;

  ApiClasses(ClassLoader loader) {
    this.loader = loader;
  }

  /** All classes of a package by binary name; none if it is no package of the API. */
  Map<String, byte[]> in(String packageName) {
    var classes = new LinkedHashMap<String, byte[]>();
    for (var name : NAMES.getOrDefault(packageName, List.of())) {
      for (var type : withNested(packageName + "." + name)) {
        classes.put(type, bytes(type));
      }
    }
    return classes;
  }

  private List<String> withNested(String binaryName) {
    var names = new ArrayList<String>();
    try {
      collect(Class.forName(binaryName, false, loader), names);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(
          "The API lacks %s, which the list in ApiClasses names.".formatted(binaryName), missing);
    }
    return names;
  }

  private static void collect(Class<?> type, List<String> names) {
    names.add(type.getName());
    for (var nested : type.getDeclaredClasses()) {
      collect(nested, names);
    }
  }

  private byte[] bytes(String binaryName) {
    var path = binaryName.replace('.', '/') + ".class";
    try (var stream = loader.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException(
            "The class loader has %s but not its bytes, %s.".formatted(binaryName, path));
      }
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException("The API's class %s can't be read.".formatted(path), failure);
    }
  }
}
