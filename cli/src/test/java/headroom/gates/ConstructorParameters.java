package headroom.gates;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** The parameters that a constructor is written with. */
final class ConstructorParameters {
  /** The most that a constructor may take. */
  static final int MOST = 6;

  private ConstructorParameters() {}

  /**
   * Whether {@code constructor} takes more than {@link #MOST}; a record's header does not count.
   */
  static boolean isWide(Constructor<?> constructor) {
    return count(constructor) > MOST && !isHeader(constructor);
  }

  /** Without the name and number of an enum's constants, and without the object around an inner. */
  private static int count(Constructor<?> constructor) {
    Class<?> type = constructor.getDeclaringClass();
    int added = type.isEnum() ? 2 : 0;
    if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
      added = 1;
    }
    return constructor.isSynthetic() ? 0 : constructor.getParameterCount() - added;
  }

  private static boolean isHeader(Constructor<?> constructor) {
    RecordComponent[] components = constructor.getDeclaringClass().getRecordComponents();
    return components != null
        && Arrays.equals(
            Arrays.stream(components).map(RecordComponent::getType).toArray(),
            constructor.getParameterTypes());
  }
}
