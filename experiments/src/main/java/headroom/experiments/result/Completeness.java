package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a file that was read does not hold although every file of its kind does: JSON without
 * a key leaves null in a record that promises none.
 */
final class Completeness {
  private Completeness() {}

  /** The path of the first part of {@code value} that is missing; null if none is. */
  static @Nullable String firstGap(Object value) {
    return gap(value, "");
  }

  private static @Nullable String gap(@Nullable Object value, String path) {
    if (value == null) {
      return path;
    }
    if (value instanceof Record fields) {
      return gapOfRecord(fields, path);
    }
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        String gap = gap(list.get(i), path + "[" + i + "]");
        if (gap != null) {
          return gap;
        }
      }
    }
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String gap = gap(entry.getValue(), path + "." + entry.getKey());
        if (gap != null) {
          return gap;
        }
      }
    }
    return null;
  }

  private static @Nullable String gapOfRecord(Record fields, String path) {
    for (RecordComponent component : fields.getClass().getRecordComponents()) {
      Object value = value(fields, component);
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (value != null || !optional) {
        String gap = gap(value, pathOf(component, path));
        if (gap != null) {
          return gap;
        }
      }
    }
    return null;
  }

  /** Where {@code component} of a record at {@code path} stands in the file. */
  private static String pathOf(RecordComponent component, String path) {
    if (component.isAnnotationPresent(JsonUnwrapped.class)
        || component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
      return path;
    }
    String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return path.isEmpty() ? name : path + "." + name;
  }

  private static @Nullable Object value(Record fields, RecordComponent component) {
    try {
      return component.getAccessor().invoke(fields);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
