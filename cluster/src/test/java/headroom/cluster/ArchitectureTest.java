package headroom.cluster;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The module knows how points are run, and nothing of the verbs that want them. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("headroom");

  @Test
  void theModuleKnowsOnlyHowPointsAreRun() {
    noClasses()
        .that()
        .resideInAPackage("headroom.cluster..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("headroom..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            "headroom.cluster",
                            "headroom.experiments",
                            "headroom.experiments.run",
                            "headroom.experiments.result"))))
        .check(CLASSES);
  }

  @Test
  void nobodyElseKnowsSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackage("headroom.cluster")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(CLASSES);
  }
}
