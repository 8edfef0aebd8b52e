package headroom.gates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static headroom.gates.Project.calls;
import static headroom.gates.Project.callsWithAtLeast;
import static headroom.gates.Project.callsWithAtMost;
import static headroom.gates.Project.callsWithoutLocale;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Same file, same seed, same bytes: nothing in the simulator asks the machine it runs on. */
class DeterminismTest {
  private static final String[] SIMULATOR = {"headroom.model..", "headroom.experiments.."};
  private static final String[] WRITERS = {
    "headroom.model..", "headroom.experiments..", "headroom.reports.."
  };

  @Test
  void timeIsSimulated() {
    forbid(SIMULATOR, calls(System.class, "currentTimeMillis", "nanoTime"));
    forbid(SIMULATOR, calls(Instant.class, "now"));
    forbid(SIMULATOR, calls(LocalDate.class, "now"));
    forbid(SIMULATOR, calls(LocalDateTime.class, "now"));
    forbid(SIMULATOR, calls(ZonedDateTime.class, "now"));
    forbid(SIMULATOR, calls(Clock.class, "systemUTC", "systemDefaultZone", "system", "tick"));
    forbid(SIMULATOR, callsWithAtMost(0, Date.class, "<init>"));
  }

  @Test
  void drawsComeFromKeyedStreams() {
    for (Class<?> generator :
        new Class<?>[] {
          Random.class,
          SecureRandom.class,
          SplittableRandom.class,
          ThreadLocalRandom.class,
          UUID.class
        }) {
      noClasses()
          .that()
          .resideInAnyPackage(SIMULATOR)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(generator)
          .check(Project.classes());
    }
    forbid(SIMULATOR, calls(Math.class, "random"));
    forbid(SIMULATOR, calls(System.class, "identityHashCode"));
  }

  /** Their order of iteration is that of hash codes, or differs from one process to the next. */
  @Test
  void collectionsHaveAnOrder() {
    for (Class<?> unordered :
        new Class<?>[] {
          HashMap.class, HashSet.class, IdentityHashMap.class, ConcurrentHashMap.class
        }) {
      noClasses()
          .that()
          .resideInAnyPackage(WRITERS)
          .should()
          .accessTargetWhere(calls(unordered, "<init>"))
          .check(Project.classes());
    }
    forbid(WRITERS, callsWithAtLeast(4, Map.class, "of"));
    forbid(WRITERS, calls(Map.class, "ofEntries", "copyOf"));
    forbid(WRITERS, callsWithAtLeast(2, Set.class, "of"));
    forbid(WRITERS, calls(Set.class, "copyOf"));
    forbid(WRITERS, calls(Collectors.class, "toSet", "toUnmodifiableSet", "toUnmodifiableMap"));
    forbid(WRITERS, callsWithAtMost(3, Collectors.class, "toMap"));
    forbid(WRITERS, callsWithAtMost(2, Collectors.class, "groupingBy"));
  }

  @Test
  void streamsAreSequential() {
    noClasses()
        .that()
        .resideInAnyPackage(SIMULATOR)
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "parallel streams",
                call ->
                    call.getTarget().getName().matches("parallel(Stream)?")
                        && (call.getTargetOwner().isAssignableTo(BaseStream.class)
                            || call.getTargetOwner().isAssignableTo(Collection.class))))
        .check(Project.classes());
  }

  /** {@code Math} may differ by a unit in the last place between processors. */
  @Test
  void transcendentalFunctionsAreStrict() {
    forbid(
        SIMULATOR,
        calls(
            Math.class,
            "log",
            "log10",
            "log1p",
            "exp",
            "expm1",
            "pow",
            "cbrt",
            "hypot",
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "atan2",
            "sinh",
            "cosh",
            "tanh"));
  }

  @Test
  void textDoesNotDependOnTheLocale() {
    String[] everything = {"headroom.."};
    forbid(everything, callsWithoutLocale(String.class, "format", "toLowerCase"));
    forbid(everything, callsWithoutLocale(String.class, "toUpperCase", "formatted"));
    forbid(everything, callsWithoutLocale(PrintWriter.class, "printf", "format"));
    forbid(everything, callsWithoutLocale(PrintStream.class, "printf", "format"));
    forbid(everything, calls(Locale.class, "getDefault", "setDefault"));
  }

  private static void forbid(String[] packages, DescribedPredicate<JavaAccess<?>> call) {
    noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .accessTargetWhere(call)
        .check(Project.classes());
  }
}
