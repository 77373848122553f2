package org.baltoro.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module; those of the others are in the server's test. */
@AnalyzeClasses(
    packages = "org.baltoro.spring",
    importOptions = ImportOption.DoNotIncludeTests.class)
class StarterArchitectureTest {
  @ArchTest
  static final ArchRule theStarterEmbedsTheEngineAsAnyProgramMay =
      noClasses()
          .that()
          .resideInAPackage("org.baltoro.spring..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.baltoro.kernel..",
              "org.baltoro.store..",
              "org.baltoro.client..",
              "org.baltoro.server..")
          .because("what it did around the engine, no application without Spring could do");
}
