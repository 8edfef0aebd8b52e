package headroom.gates;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static headroom.gates.Project.calls;
import static headroom.gates.Project.callsWithAtMost;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import headroom.cli.Headroom;
import headroom.cli.command.Verbs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. A rule has no exception but those named in it, with the reason. */
class ArchitectureTest {
  /** The layers of the model, bottom up; each knows only those before it. */
  private static final List<String> MODEL_LAYERS =
      List.of(
          "cost",
          "random",
          "metrics",
          "engine",
          "kernel",
          "go",
          "workload",
          "service",
          "client",
          "observe");

  @Test
  void seesTheWholeProject() {
    assertThat(Project.classes()).hasSizeGreaterThan(100);
    for (String module : new String[] {"model", "experiments", "reports", "cli"}) {
      assertThat(Project.classes().that(resideInAPackage("headroom." + module + "..")))
          .as(module)
          .hasSizeGreaterThan(20);
    }
  }

  @Test
  void modulesDependOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("headroom..")
        .layer("cli")
        .definedBy("headroom.cli..")
        .layer("reports")
        .definedBy("headroom.reports..")
        .layer("experiments")
        .definedBy("headroom.experiments..")
        .layer("model")
        .definedBy("headroom.model..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("reports")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("experiments")
        .mayOnlyBeAccessedByLayers("cli", "reports")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("cli", "experiments")
        .ensureAllClassesAreContainedInArchitecture()
        .check(Project.classes());
  }

  @Test
  void reportsReadResultsOnly() {
    noClasses()
        .that()
        .resideInAPackage("headroom.reports..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("headroom.experiments..", "headroom.model..")
                .and(not(resideInAPackage("headroom.experiments.result"))))
        .because("headroom report works from result.json alone")
        .check(Project.classes());
  }

  @Test
  void resultsDependOnNothingElseOfTheProject() {
    independentOfTheRest("headroom.experiments.result").check(Project.classes());
  }

  @Test
  void costsDependOnNothingElseOfTheProject() {
    independentOfTheRest("headroom.model.cost").check(Project.classes());
  }

  @Test
  void samplersDependOnNothingElseOfTheProject() {
    independentOfTheRest("headroom.model.random").check(Project.classes());
  }

  @Test
  void theTableOfFiguresDependsOnNothingElseOfTheProject() {
    independentOfTheRest("headroom.model.metrics").check(Project.classes());
  }

  private static ArchRule independentOfTheRest(String name) {
    return noClasses()
        .that()
        .resideInAPackage(name)
        .should()
        .dependOnClassesThat(resideInAPackage("headroom..").and(not(resideInAPackage(name))));
  }

  /** No layer knows one above it, nor the root package that wires them, nor who observes it. */
  @Test
  void layersOfTheModelKnowOnlyThoseBelow() {
    for (int i = 0; i < MODEL_LAYERS.size(); i++) {
      List<String> above = new ArrayList<>(List.of("headroom.model"));
      MODEL_LAYERS.subList(i + 1, MODEL_LAYERS.size()).forEach(layer -> above.add(inModel(layer)));
      noClasses()
          .that()
          .resideInAPackage(inModel(MODEL_LAYERS.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above.toArray(String[]::new))
          .check(Project.classes());
    }
  }

  @Test
  void everyPackageOfTheModelIsInALayer() {
    List<String> known = new ArrayList<>(List.of("headroom.model"));
    MODEL_LAYERS.forEach(layer -> known.add(inModel(layer)));
    classes()
        .that()
        .resideInAPackage("headroom.model..")
        .should()
        .resideInAnyPackage(known.toArray(String[]::new))
        .check(Project.classes());
  }

  private static String inModel(String layer) {
    return "headroom.model." + layer + "..";
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "experiments", "reports", "cli"})
  void packagesHaveNoCycles(String module) {
    slices()
        .assignedFrom(packagesOf("headroom." + module))
        .should()
        .beFreeOfCycles()
        // The entry point hands over to the verbs, which use the rest of its package.
        .ignoreDependency(Headroom.class, Verbs.class)
        .check(Project.classes());
  }

  private static SliceAssignment packagesOf(String root) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) || name.startsWith(root + ".")
            ? SliceIdentifier.of(name)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of " + root;
      }
    };
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages = new LinkedHashSet<>();
    Project.classes().forEach(type -> packages.add(type.getPackage()));
    assertThat(packages)
        .hasSizeGreaterThan(20)
        .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void onlyTheCommandLineUsesTheConsole() {
    noClasses()
        .that()
        .resideOutsideOfPackage("headroom.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .accessTargetWhere(callsWithAtMost(0, Throwable.class, "printStackTrace"))
        .check(Project.classes());
  }

  @Test
  void onlyTheEntryPointEndsTheProcess() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Headroom.class)
        .should()
        .accessTargetWhere(calls(System.class, "exit"))
        .orShould()
        .accessTargetWhere(calls(Runtime.class, "exit", "halt"))
        .check(Project.classes());
  }
}
