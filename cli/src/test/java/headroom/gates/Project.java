package headroom.gates;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;

/** The project's compiled classes without its tests, and predicates over calls. */
final class Project {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("headroom");

  private Project() {}

  /** Every class of the four modules, tests excepted. */
  static JavaClasses classes() {
    return CLASSES;
  }

  /** A call, or a method reference, of one of {@code names} of the class {@code owner}. */
  static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... names) {
    List<String> wanted = List.of(names);
    return describe(
        owner.getSimpleName() + "." + wanted,
        access ->
            access.getTargetOwner().isEquivalentTo(owner) && wanted.contains(access.getName()));
  }

  /** A call of {@code owner.name} with at least {@code count} parameters. */
  static DescribedPredicate<JavaAccess<?>> callsWithAtLeast(
      int count, Class<?> owner, String name) {
    return calls(owner, name)
        .and(describe("at least " + count + " parameters", call -> parameters(call) >= count));
  }

  /** A call of {@code owner.name} with at most {@code count} parameters. */
  static DescribedPredicate<JavaAccess<?>> callsWithAtMost(int count, Class<?> owner, String name) {
    return calls(owner, name)
        .and(describe("at most " + count + " parameters", call -> parameters(call) <= count));
  }

  /** A call of one of {@code names} of {@code owner} whose first parameter is no locale. */
  static DescribedPredicate<JavaAccess<?>> callsWithoutLocale(Class<?> owner, String... names) {
    return calls(owner, names)
        .and(
            describe(
                "no locale",
                call ->
                    parameters(call) == 0
                        || !parameterTypes(call).get(0).isEquivalentTo(Locale.class)));
  }

  private static int parameters(JavaAccess<?> call) {
    return parameterTypes(call).size();
  }

  private static List<JavaClass> parameterTypes(JavaAccess<?> call) {
    return ((AccessTarget.CodeUnitAccessTarget) call.getTarget()).getRawParameterTypes();
  }
}
