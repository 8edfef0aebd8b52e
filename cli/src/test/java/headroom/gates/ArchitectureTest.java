package headroom.gates;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.ANONYMOUS_CLASSES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.RECORDS;
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
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import headroom.cli.Headroom;
import headroom.cli.command.Verbs;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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

  /** Words of the kernel and of Go, at the beginning of a word of a name or of a constant. */
  private static final Pattern WORD_OF_A_LAYER =
      Pattern.compile(
          "(.*[a-z_])?(?:Goroutine|Thread|Core|Cpu|Kernel|Sysmon|Netpoll|Timer|Processor|OsThread"
              + "|Request|Client|GOROUTINE|THREAD|CORE|CPU|KERNEL|SYSMON|NETPOLL|TIMER"
              + "|PROCESSOR|MACHINE|REQUEST|CLIENT)([A-Z_].*)?");

  private static final Set<String> STILL_WIDE = Set.of("Scenario");

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
        .layer("measure")
        .definedBy("headroom.measure..")
        .layer("experiments")
        .definedBy("headroom.experiments..")
        .layer("model")
        .definedBy("headroom.model..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("reports")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("measure")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("experiments")
        .mayOnlyBeAccessedByLayers("cli", "reports", "measure")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("cli", "experiments", "measure")
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

  /**
   * The engine orders events by the numbers that the layers give their kinds, and knows none of
   * them: neither by a class of a layer nor by a word of the kernel's or Go's in a name.
   */
  @Test
  void theEngineKnowsNoKindOfEventOfALayer() {
    noClasses()
        .that()
        .resideInAPackage("headroom.model.engine")
        .should()
        .dependOnClassesThat(
            resideInAPackage("headroom..")
                .and(not(resideInAnyPackage("headroom.model.engine", "headroom.model.random"))))
        .check(Project.classes());
    List<String> names = new ArrayList<>();
    for (JavaClass type : Project.classes().that(resideInAPackage("headroom.model.engine"))) {
      names.add(type.getSimpleName());
      type.getMembers().forEach(member -> names.add(member.getName()));
    }
    assertThat(names)
        .hasSizeGreaterThan(50)
        .noneMatch(name -> WORD_OF_A_LAYER.matcher(name).matches());
    assertThat("TIMER_OF_THREAD").matches(WORD_OF_A_LAYER);
    assertThat("runGoroutine").matches(WORD_OF_A_LAYER);
  }

  /**
   * What belongs together is a record with a name. The header of a record is not counted, since its
   * components are read by their names.
   */
  @Test
  void constructorsTakeFewParameters() {
    List<String> wide = new ArrayList<>();
    int seen = 0;
    for (JavaClass type : Project.classes().that(not(ANONYMOUS_CLASSES))) {
      for (Constructor<?> constructor : type.reflect().getDeclaredConstructors()) {
        seen++;
        if (ConstructorParameters.isWide(constructor)
            && !STILL_WIDE.contains(type.getSimpleName())) {
          wide.add(constructor.toString());
        }
      }
    }
    assertThat(seen).isGreaterThan(300);
    assertThat(wide).isEmpty();
  }

  /** Then there is one place where a component can be mistaken for another. */
  @Test
  void recordsOfManyComponentsAreMadeInOnePlace() {
    Set<String> wide = new TreeSet<>();
    List<String> madeElsewhere = new ArrayList<>();
    for (JavaClass type : Project.classes().that(RECORDS)) {
      for (JavaConstructor constructor : type.getConstructors()) {
        if (constructor.getRawParameterTypes().size() > ConstructorParameters.MOST) {
          wide.add(type.getName());
          Set<String> makers = new TreeSet<>();
          constructor.getCallsOfSelf().forEach(call -> makers.add(call.getOriginOwner().getName()));
          makers.remove(type.getName());
          if (makers.size() > 1) {
            madeElsewhere.add(type.getName() + " by " + makers);
          }
        }
      }
    }
    assertThat(wide).hasSizeGreaterThan(5);
    assertThat(madeElsewhere).isEmpty();
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
  @ValueSource(strings = {"model", "experiments", "measure", "reports", "cli"})
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
