package org.baltoro.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.baltoro.store.StoreException;

/** The arrows between the rooms, as ARCHITECTURE.md draws them, and why each points one way. */
@AnalyzeClasses(packages = "org.baltoro", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theKernelIsPure =
      classes()
          .that()
          .resideInAPackage("org.baltoro.kernel..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.baltoro.kernel..",
              "java.lang..",
              "java.util..",
              "java.time..",
              "java.math",
              "org.jspecify..")
          .because("the same commands must give the same facts on every replay");

  @ArchTest
  static final ArchRule theKernelReadsNoClockAndRollsNoDice =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.kernel..")
          .should()
          .callMethodWhere(readsTheClock())
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are clocks, threads or sources of chance",
                  type ->
                      type.isAssignableTo(Clock.class)
                          || type.isAssignableTo(RandomGenerator.class)
                          || type.isAssignableTo(Thread.class)
                          || type.isEquivalentTo(java.util.UUID.class)
                          || type.getPackageName().startsWith("java.util.concurrent")))
          .because("time and chance come in with the command, so that a replay meets the same");

  @ArchTest
  static final ArchRule theKernelWalksNothingWithoutOrder =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.kernel..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are hash tables",
                  type ->
                      type.isEquivalentTo(HashMap.class)
                          || type.isEquivalentTo(HashSet.class)
                          || type.isEquivalentTo(IdentityHashMap.class)))
          .orShould()
          .callMethodWhere(makesAnUnorderedCollection())
          .because(
              "hash tables, Map.of, Set.of and Collectors.toSet are walked in another order on the"
                  + " next run: take a LinkedHashMap, a TreeMap or a List");

  @ArchTest
  static final ArchRule theObjectModelImportsNothing =
      classes()
          .that()
          .resideInAPackage("org.baltoro.api..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.baltoro.api..", "java..", "org.jspecify..")
          .because("callers get the words of the house and none of its furniture");

  @ArchTest
  static final ArchRule theStoreKnowsTheKernelOnly =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.baltoro.api..",
              "org.baltoro.engine..",
              "org.baltoro.client..",
              "org.baltoro.server..")
          .because("rows are made from facts; who asked for them is not the store's business");

  @ArchTest
  static final ArchRule theLanguageKnowsNobodyWhoSpeaksIt =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.language..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are of another room, but for the object model and the nearest name",
                  type ->
                      type.getPackageName().startsWith("org.baltoro")
                          && !type.getPackageName().startsWith("org.baltoro.language")
                          && !type.getPackageName().equals("org.baltoro.api")
                          && !type.getFullName().equals("org.baltoro.kernel.Nearest")))
          .because("processes and forms read their files and expressions with it, and differ");

  @ArchTest
  static final ArchRule feelAndYamlAreReadInTheLanguageOnly =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro..")
          .and()
          .resideOutsideOfPackages("org.baltoro.language..", "org.baltoro.engine.deploy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.camunda.feel..", "org.snakeyaml..", "scala..")
          .because(
              "expressions are evaluated under limits, and files read with places, in one room; the"
                  + " reader of definitions still looks at nodes where a part may be one of several"
                  + " things");

  @ArchTest
  static final ArchRule formsTalkToWorkflowAsAnyCallerDoes =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.forms..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.baltoro.kernel..",
              "org.baltoro.store..",
              "org.baltoro.engine..",
              "org.baltoro.client..",
              "org.baltoro.server..")
          .because(
              "a form must work in front of any server, and show a user no more than he may see");

  @ArchTest
  static final ArchRule theEngineKnowsNoWire =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.baltoro.client..", "org.baltoro.server..")
          .because("it runs inside any program, without a server");

  @ArchTest
  static final ArchRule theClientKnowsTheObjectModelOnly =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.baltoro.kernel..",
              "org.baltoro.store..",
              "org.baltoro.engine..",
              "org.baltoro.server..")
          .because("a program that calls a server carries no server with it");

  @ArchTest
  static final ArchRule theServerGoesThroughTheEngine =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.server..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are of the kernel or the store, but for what opening an engine may throw",
                  type ->
                      type.getPackageName().startsWith("org.baltoro.kernel")
                          || (type.getPackageName().startsWith("org.baltoro.store")
                              && !type.isEquivalentTo(StoreException.class))))
          .because("what the server did around the engine, no embedding program could do");

  @ArchTest
  static final ArchRule springStaysInTheServerAndTheStarter =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.baltoro.server..", "org.baltoro.spring..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..")
          .because(
              "the engine must be embeddable in programs that have another framework, or none; the"
                  + " starter's own arrows are in its StarterArchitectureTest");

  @ArchTest
  static final ArchRule theCommandLineStartsWithoutSpring =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.server.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "jakarta.servlet..", "org.baltoro.server.http..")
          .because("a command answers in a fraction of a second, and Spring takes longer to load");

  @ArchTest
  static final ArchRule theTestKitKnowsNoWireAndNoDecisions =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.baltoro.client..", "org.baltoro.server..", "org.baltoro.kernel..")
          .because(
              "a story sees what callers see; the store it touches only to make users, to look for"
                  + " what is due, and to crash");

  @ArchTest
  static final ArchRule examplesUseWhatCallersMayUse =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.examples..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.baltoro.kernel..", "org.baltoro.store..", "org.baltoro.server..")
          .because("an example that reaches behind the object model teaches the wrong thing");

  private static DescribedPredicate<JavaCall<?>> readsTheClock() {
    return DescribedPredicate.describe(
        "read the clock",
        call ->
            (call.getName().equals("now") && ownerIn(call, "java.time"))
                || call.getName().equals("currentTimeMillis")
                || call.getName().equals("nanoTime"));
  }

  private static DescribedPredicate<JavaCall<?>> makesAnUnorderedCollection() {
    var makers = Set.of("of", "ofEntries", "copyOf");
    return DescribedPredicate.describe(
        "make a collection without a defined order",
        call ->
            (makers.contains(call.getName())
                    && !call.getTarget().getRawParameterTypes().isEmpty()
                    && (owner(call).isEquivalentTo(Map.class)
                        || owner(call).isEquivalentTo(Set.class)))
                || (owner(call).isEquivalentTo(Collectors.class)
                    && (call.getName().equals("toSet") || call.getName().equals("toMap")))
                || (call.getName().equals("hashCode") && owner(call).isEquivalentTo(System.class))
                || (call.getName().equals("parallelStream")
                    && owner(call).isAssignableTo(Collection.class)));
  }

  private static boolean ownerIn(JavaCall<?> call, String packageName) {
    return owner(call).getPackageName().equals(packageName);
  }

  private static JavaClass owner(JavaCall<?> call) {
    return call.getTargetOwner();
  }
}
